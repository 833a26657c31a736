using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Tasks that become parts.</summary>
public abstract class SplitFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task How_it_is_to_be_split_comes_back_whole_from_a_row_and_from_an_inbox()
    {
        var reduce = Sample.Full("reduce").Template with { Labels = TaskTemplate.NoLabels, Queue = TaskTemplate.DefaultQueue, Priority = TaskPriority.Normal };
        TaskSplit[] splits =
        [
            new TaskSplit.FanOut(10_000) { OnPartFailure = DependencyPolicy.Cancel, Reduce = reduce },
            new TaskSplit.FanOut(1),
            new TaskSplit.Broadcast(TaskTemplate.NoLabels),
            new TaskSplit.Broadcast(new Dictionary<string, string> { ["зона"] = "\"a\"" }) { Reduce = new() { Executor = "noop" }, OnPartFailure = DependencyPolicy.Run },
        ];
        var specs = splits.Select((split, number) => Sample.Full($"whole-{number}").With(template => template with { Split = split, UniqueKey = null, UniqueFor = TimeSpan.Zero }) with { Parts = 0 }).ToArray();

        await (await TakeAsync(0)).ApplyAsync([.. specs.Select(Sample.Create)]);
        await Store.Inbox.InsertAsync([.. specs.Select(spec => new InboxInsert(1, spec with { Id = new($"{spec.Id}-accepted") }))], Never);

        foreach (var spec in specs) (await GetAsync(spec.Id.Value, 0))!.Spec.ShouldBe(spec);
        (await Store.Shards.ReadInboxAsync(1, 10, Never)).Select(row => row.Spec.Template.Split).ShouldBe(splits, ignoreOrder: true);
    }

    [Fact]
    public async Task A_split_and_its_parts_are_one_commit_and_a_fenced_one_leaves_nothing()
    {
        var old = await TakeAsync(0);
        var (split, parts) = await CreateAndSplitAsync(old, 3);
        var owner = await TakeAsync(0);

        (await old.SendAsync(old.Batch(split) with { Inbox = parts })).ShouldBeOfType<CommitOutcome.Fenced>();
        (await Store.Inbox.ShardsWithRowsAsync(Never)).ShouldBeEmpty();
        (await GetAsync("whole", 0))!.Spec.Parts.ShouldBe(0);

        var batch = owner.Batch(split) with { Inbox = parts };
        await owner.ApplyAsync(batch);
        (await owner.SendAsync(batch)).ShouldBe(CommitOutcome.Applied.Instance);

        (await GetAsync("whole", 0)).ShouldBeTask(split.After);
        (await Store.Shards.ReadInboxAsync(1, 10, Never)).Select(row => row.Spec).ShouldBe(parts.Where(part => part.Shard == 1).Select(part => part.Spec), ignoreOrder: true);
        (await Store.Shards.ReadInboxAsync(2, 10, Never)).ShouldHaveSingleItem().Spec.Part.ShouldBe(new(new("whole"), 2, 3) { Edge = 2 });
        (await EventsAsync("whole", 0))[^1].Entry.Detail.ShouldBe("split into 3 parts");
    }

    [Fact]
    public async Task One_that_is_being_cancelled_is_found_however_its_parts_stand_and_ends_with_their_count()
    {
        var owner = await TakeAsync(0);
        var (split, parts) = await CreateAndSplitAsync(owner, 2);
        await owner.ApplyAsync(owner.Batch(split) with { Inbox = parts });
        var writers = await TakeAsync(1);
        await writers.ApplyAsync(writers.Batch() with { Followers = [.. parts.Select(part => new FollowerRow(part.Spec.Id, new("whole"), part.Spec.Part!.Edge!.Value, 0))] });
        (await Store.Dependencies.LoadUnfollowedAsync(0, new(""), 10, Never)).ShouldBeEmpty();

        var cancelling = Sample.Cancel(split.After);
        await owner.ApplyAsync(cancelling);
        (await Store.Dependencies.LoadUnfollowedAsync(0, new(""), 10, Never)).ShouldHaveSingleItem().ShouldBeTask(cancelling.After);

        var ended = new Move(ChangeKind.Archive, DependencyRules.Settle(cancelling.After, [new(0, TaskState.Cancelled), new(1, TaskState.Succeeded)], Now)!);
        await owner.ApplyAsync(ended);
        (await GetAsync("whole", 0)).ShouldBeTask(ended.After);
        ended.After.Result!.Data.ShouldBe("""{"parts":2,"succeeded":1,"failed":1}""");
    }

    [Fact]
    public async Task A_commit_carries_as_many_parts_as_a_task_may_have()
    {
        var owner = await TakeAsync(0);
        var (split, parts) = await CreateAndSplitAsync(owner, TaskPart.Most);

        await owner.ApplyAsync(owner.Batch(split) with { Inbox = parts });

        (await Store.Shards.ReadInboxAsync(1, TaskPart.Most, Never)).Count.ShouldBe(TaskPart.Most / 2);
        (await GetAsync("whole", 0))!.Spec.Dependencies!.On.Count.ShouldBe(TaskPart.Most);
    }

    private static async Task<(Move Split, InboxInsert[] Parts)> CreateAndSplitAsync(ShardWriter owner, int count)
    {
        var created = Sample.Create(Sample.Spec("whole").With(template => template with { Split = new TaskSplit.FanOut(count) }));
        await owner.ApplyAsync(created);
        var split = SplitRules.Split(created.After, [], Now)!;
        return (new(ChangeKind.UpdateAll, split.Step), [.. split.Parts.Select((part, index) => new InboxInsert(1 + (index / 2 % 2), part))]);
    }
}
