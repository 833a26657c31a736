using System.Globalization;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Large and odd content.</summary>
public abstract class ContentFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task A_payload_of_256_KiB_survives()
    {
        var owner = await TakeAsync(0);
        var payload = '"' + new string('x', (256 * 1024) - 2) + '"';
        var move = Sample.Create(Sample.Spec("t").With(template => template with { Payload = payload }));

        await owner.ApplyAsync(move);

        (await GetAsync("t", 0))!.Spec.Template.Payload.ShouldBe(payload);
    }

    [Fact]
    public async Task Ten_thousand_changes_fit_in_one_batch()
    {
        var owner = await TakeAsync(0);
        var created = Enumerable.Range(0, 10_000)
            .Select(number => Sample.Create(Sample.Spec(string.Create(CultureInfo.InvariantCulture, $"t{number:D5}"))))
            .ToList();
        await owner.ApplyAsync(created);
        await owner.ApplyAsync([.. created.Select((move, number) => Sample.Start(move.After, number))]);

        var running = await Store.Shards.LoadRunningAsync(0, Never);

        running.Count.ShouldBe(10_000);
        running.Ids().Distinct().Count().ShouldBe(10_000);
        (await Store.Tasks.CountAsync(Now, Never)).ShouldBe([new("running", "default", 10_000)]);
        (await EventsAsync("t09999", 0)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("Grüße, 世界 😀 é ́")]
    [InlineData("line\nbreak\ttab 'quote' \"double\" \\ back; -- $1 @p :p ?")]
    [InlineData("")]
    public async Task Free_text_survives(string text)
    {
        var owner = await TakeAsync(0);
        var spec = Sample.Spec("t").With(template => template with
        {
            Name = text,
            Payload = $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal)}\"",
            Labels = new Dictionary<string, string> { ["k" + text] = text },
        });
        var created = Sample.Create(spec);
        var started = Sample.Start(created.After);
        var failed = AttemptRules.Finish(started.After, Sample.Attempt(1), new AttemptOutcome.Failed(text, new(1, text, text)), Now, 0);

        await owner.ApplyAsync(new Move(ChangeKind.Insert, failed, created.Step.Entry, started.Step.Entry));

        (await GetAsync("t", 0)).ShouldBeTask(failed.After);
        (await EventsAsync("t", 0))[^1].Entry.Detail.ShouldBe(text);
    }

    /// <summary>Such text comes out of programs that print rubbish. It must not stop a shard; it is kept, or replaced by U+FFFD.</summary>
    [Theory]
    [InlineData(0x0000, "b")]
    [InlineData(0xD800, "b")]
    [InlineData(0xDC00, "b")]
    [InlineData(0xD83D, "")]
    public async Task Text_that_no_encoding_likes_is_accepted(int unit, string rest)
    {
        var text = "a" + (char)unit + rest;
        var owner = await TakeAsync(0);
        var created = Sample.Create(Sample.Spec("t"));
        var started = Sample.Start(created.After);
        var failed = AttemptRules.Finish(started.After, Sample.Attempt(1), new AttemptOutcome.Failed(text, new(1, text, text)), Now, 0);

        await owner.ApplyAsync(new Move(ChangeKind.Insert, failed, created.Step.Entry, started.Step.Entry));
        await Store.Logs.AppendAsync([new(0, new("t"), 1, Sample.Attempt(1), Now, "stdout", text)], Never);

        var task = (await GetAsync("t", 0)).ShouldNotBeNull();
        var kept = new string[] { task.Error!, task.Result!.Message!, task.Result.Data!, (await EventsAsync("t", 0))[^1].Entry.Detail!,
            (await Store.Tasks.LogAsync(new("t"), 0, 9, Never))[0].Text };
        kept.ShouldAllBe(each => each == text || each == Replaced(text));
    }

    [Fact]
    public async Task The_longest_id_with_every_character_survives()
    {
        var owner = await TakeAsync(0);
        var id = new TaskId("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@/+=~".PadRight(IdText.MaxLength, '~'));
        IdText.Problem(id.Value).ShouldBeNull();
        var move = Sample.Create(Sample.Spec(id.Value));

        await owner.ApplyAsync(move);

        (await Store.Shards.FindAsync(0, [id], Never)).ShouldHaveSingleItem().ShouldBeTask(move.After);
    }

    private static string Replaced(string text) =>
        string.Concat(text.Select(unit => unit == '\0' || char.IsSurrogate(unit) ? '\uFFFD' : unit));
}
