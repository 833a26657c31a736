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
    public async Task A_redrive_and_its_new_parts_are_one_commit_that_keeps_how_it_was_split()
    {
        var owner = await TakeAsync(0);
        var reduce = new TaskTemplate { Executor = "noop", Name = "sum" };
        var created = Sample.Create(Sample.Full("whole").With(template => template with { UniqueKey = null, UniqueFor = TimeSpan.Zero, Split = new TaskSplit.Broadcast(TaskTemplate.NoLabels) { Reduce = reduce } }) with { Parts = 0, Part = null });
        await owner.ApplyAsync(created);
        var split = SplitRules.Split(created.After, [new("w-1"), new("w-ü"), new("w-3")], created.After.NextStartAt)!;
        await owner.ApplyAsync(owner.Batch(new Move(ChangeKind.UpdateAll, split.Step)));
        (await GetAsync("whole", 0)).ShouldBeTask(split.Step.After);
        var ended = new Move(ChangeKind.Archive, DependencyRules.Settle(split.Step.After, [new(0, TaskState.Failed), new(1, TaskState.Succeeded), new(2, TaskState.Cancelled)], Now)!);
        await owner.ApplyAsync(ended);

        var stored = (await GetAsync("whole", 0))!;
        var again = SplitRounds.RunAgain(stored, Now.AddHours(1))!;
        InboxInsert[] parts = [.. again.Parts.Select(part => new InboxInsert(1, part))];
        await owner.ApplyAsync(owner.Batch(new Move(ChangeKind.Restore, again.Step)) with { Inbox = parts });

        (await GetAsync("whole", 0)).ShouldBeTask(again.Step.After);
        (await Store.Shards.ReadInboxAsync(1, 10, Never)).Select(row => row.Spec).ShouldBe(again.Parts, ignoreOrder: true);
        (await Store.Dependencies.LoadUnfollowedAsync(0, new(""), 10, Never)).ShouldHaveSingleItem();
        var writers = await TakeAsync(1);
        await writers.ApplyAsync(writers.Batch() with { Followers = [.. again.Parts.Select(part => new FollowerRow(part.Id, new("whole"), part.Part!.Edge!.Value, 0))] });
        (await Store.Dependencies.LoadUnfollowedAsync(0, new(""), 10, Never)).ShouldBeEmpty();
        var over = new Move(ChangeKind.UpdateState, DependencyRules.Settle(again.Step.After, [.. again.Parts.Select(part => new Settlement(part.Part!.Edge!.Value, TaskState.Succeeded))], Now.AddHours(2))!);
        await owner.ApplyAsync(over);
        (await GetAsync("whole", 0)).ShouldBeTask(over.After);
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
