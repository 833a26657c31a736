using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>What is dropped, and what is not. Whole days go, so two days past its limit everything is gone, and within it nothing.</summary>
public abstract class RetentionFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly RetentionLimits Week = new(TimeSpan.FromDays(7), TimeSpan.FromDays(7), TimeSpan.FromDays(7));

    [Fact]
    public async Task Within_the_limits_nothing_goes()
    {
        await FillAsync();

        await DropAsync(Week, Now.AddDays(7));

        (await KeptAsync()).ShouldBe("finished history output key occurrence live");
    }

    [Fact]
    public async Task Past_the_limits_all_but_live_tasks_goes()
    {
        await FillAsync();

        (await DropAsync(Week, Now.AddDays(9))).ShouldNotBeEmpty();

        (await KeptAsync()).ShouldBe("live");
    }

    [Fact]
    public async Task Each_limit_is_its_own()
    {
        await FillAsync();
        await DropAsync(Week with { Logs = TimeSpan.FromDays(1) }, Now.AddDays(4));
        (await KeptAsync()).ShouldBe("finished history key occurrence live");

        await DropAsync(Week with { Finished = TimeSpan.FromDays(1), Logs = TimeSpan.FromDays(1) }, Now.AddDays(4));
        (await KeptAsync()).ShouldBe("history live");
    }

    [Fact]
    public async Task Dropping_again_drops_nothing_more()
    {
        await FillAsync();
        await DropAsync(Week, Now.AddDays(9));

        (await KeptAsync()).ShouldBe("live");
        await DropAsync(Week, Now.AddDays(9));
        (await KeptAsync()).ShouldBe("live");
    }

    [Fact]
    public async Task An_id_may_be_used_again_once_its_task_is_dropped()
    {
        await FillAsync();
        await DropAsync(Week with { History = TimeSpan.FromDays(30) }, Now.AddDays(9));
        (await KeptAsync()).ShouldBe("history live");
        await Store.Retention.PrepareAsync(Now.AddDays(9), Never);
        var owner = await TakeAsync(0);
        var again = Sample.Create(Sample.Spec("finished", Now.AddDays(9), Now.AddDays(9)));

        await owner.ApplyAsync(again);
        await owner.ApplyAsync(again = Sample.Cancel(again.After));

        (await GetAsync("finished", 0)).ShouldBeTask(again.After);
        (await EventsAsync("finished", 0)).Select(step => step.Entry.Seq).ShouldBe([1, 2, 1, 2]);
    }

    [Fact]
    public async Task Counts_forget_what_was_dropped()
    {
        await FillAsync();

        await DropAsync(Week, Now.AddDays(9));

        (await Store.Tasks.CountAsync(Now, Never)).Where(count => count.Count != 0).ShouldBe([new("queued", "default", 1)]);
    }

    [Fact]
    public async Task Preparing_again_changes_nothing()
    {
        await FillAsync();

        await Store.Retention.PrepareAsync(Now, Never);
        await Store.Retention.PrepareAsync(Now.AddDays(1), Never);

        (await KeptAsync()).ShouldBe("finished history output key occurrence live");
    }

    private async Task FillAsync()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.CreateFinished(Sample.Spec("finished")), Sample.Create(Sample.Spec("live")));
        await Store.Logs.AppendAsync([new(0, new("finished"), 1, Sample.Attempt(1), Now, "stdout", "text")], Never);
        await Store.Idempotency.ClaimAsync("key", new byte[32], Now, Never);
        var singleton = await TakeAsync(ShardTerm.Singleton);
        await singleton.ApplyAsync(singleton.Schedules() with
        {
            Occurrences = [new("nightly", Now, Now, 1, 1, "created", null, new("finished"), Now)],
        });
    }

    private async Task<IReadOnlyList<string>> DropAsync(RetentionLimits limits, DateTimeOffset now)
    {
        await Store.Retention.PrepareAsync(now, Never);
        return await Store.Retention.DropAsync(limits, now, Never);
    }

    private async Task<string> KeptAsync()
    {
        var kept = new List<string>();
        if (await GetAsync("finished", 0) is not null) kept.Add("finished");
        if ((await EventsAsync("finished", 0)).Count > 0) kept.Add("history");
        if ((await Store.Tasks.LogAsync(new("finished"), 0, 9, Never)).Count > 0) kept.Add("output");
        if (await Store.Idempotency.ClaimAsync("key", new byte[32], Now, Never) != KeyClaim.New) kept.Add("key");
        if ((await Store.Schedules.OccurrencesAsync("nightly", OccurrencePlace.End, 9, Never)).Count > 0) kept.Add("occurrence");
        if (await GetAsync("live", 0) is not null) kept.Add("live");
        return string.Join(' ', kept);
    }
}
