using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Captured output.</summary>
public abstract class OutputFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Pieces_come_back_whole_in_the_order_of_appending()
    {
        await Store.Logs.AppendAsync([Piece("t", "one"), Piece("t", "two") with { Stream = "stderr" }], Never);
        await Store.Logs.AppendAsync([Piece("other", "x"), Piece("t", "three") with { Attempt = 2, AttemptId = Sample.Attempt(2) }], Never);

        var read = await Store.Tasks.LogAsync(new("t"), 0, 10, Never);

        read.Select(piece => piece with { Position = 0 }).ShouldBe([
            Piece("t", "one") with { Position = 0 },
            Piece("t", "two") with { Position = 0, Stream = "stderr" },
            Piece("t", "three") with { Position = 0, Attempt = 2, AttemptId = Sample.Attempt(2) },
        ]);
        read.Select(piece => piece.Position).ShouldBeUnique();
        read.Select(piece => piece.Position).ShouldBeInOrder(SortDirection.Ascending);
        read[0].Position.ShouldBePositive();
    }

    [Fact]
    public async Task Reading_goes_on_after_a_position()
    {
        await Store.Logs.AppendAsync([.. Enumerable.Range(0, 10).Select(number => Piece("t", $"{number}"))], Never);
        var text = "";
        var position = 0L;
        for (var page = await ReadAsync(); page.Count > 0; page = await ReadAsync())
        {
            page.Count.ShouldBeLessThanOrEqualTo(3);
            text += string.Concat(page.Select(piece => piece.Text));
            position = page[^1].Position;
        }

        text.ShouldBe("0123456789");
        Task<IReadOnlyList<LogChunk>> ReadAsync() => Store.Tasks.LogAsync(new("t"), position, 3, Never);
    }

    [Fact]
    public async Task Output_needs_no_task_and_no_owner()
    {
        await Store.Logs.AppendAsync([Piece("nobody's", new string('é', 100_000))], Never);

        (await Store.Tasks.LogAsync(new("nobody's"), 0, 1, Never)).ShouldHaveSingleItem().Text.Length.ShouldBe(100_000);
    }

    [Fact]
    public async Task Nothing_appended_is_nothing_read()
    {
        await Store.Logs.AppendAsync([], Never);

        (await Store.Tasks.LogAsync(new("t"), 0, 10, Never)).ShouldBeEmpty();
    }

    private static LogChunk Piece(string task, string text) => new(999, new(task), 1, Sample.Attempt(1), Now, "stdout", text);
}
