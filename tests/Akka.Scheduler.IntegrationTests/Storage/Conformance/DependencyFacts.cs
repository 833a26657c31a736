using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Who waits for whom.</summary>
public abstract class DependencyFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task A_task_that_waits_comes_back_whole_and_stands_in_no_page_of_waiting_ones()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Waiting("child", "a", "b", "c")));

        var read = await GetAsync("child", 0);
        read.ShouldBeTask(TaskRules.Create(Waiting("child", "a", "b", "c")).After);
        read!.Spec.Dependencies!.On.Select(each => each.When).ShouldBe([DependencyCondition.ByPolicy, DependencyCondition.Success, DependencyCondition.Failure]);
        (await Store.Shards.LoadWaitingAsync(0, LaneKey.Of(TaskRules.Create(Sample.Spec("t")).After), WaitingPosition.Start, Now.AddYears(50), 10, Never)).ShouldBeEmpty();
        (await Store.Shards.FindAsync(0, [new("child")], Never)).ShouldHaveSingleItem().ShouldBeTask(read);
    }

    [Fact]
    public async Task A_task_that_ends_in_the_commit_that_makes_it_keeps_what_it_had_heard()
    {
        var ended = Sample.CreateFinished(Waiting("child", "a", "b"));
        await (await TakeAsync(0)).ApplyAsync(ended);

        (await GetAsync("child", 0)).ShouldBeTask(ended.After);
        ended.After.Settled.ShouldBe("..");
    }

    [Fact]
    public async Task An_inbox_row_of_a_task_that_waits_shows_it_blocked()
    {
        await Store.Inbox.InsertAsync([new(2, Waiting("child", "a"))], Never);

        (await GetAsync("child", 2)).ShouldBeTask(TaskRules.Create(Waiting("child", "a")).After with { Version = 0 });
        (await Store.Shards.ReadInboxAsync(2, 10, Never)).ShouldHaveSingleItem().Spec.Dependencies.ShouldBe(Waiting("child", "a").Dependencies);
    }

    [Fact]
    public async Task The_end_of_a_parent_turns_its_followers_into_signals_in_the_same_commit()
    {
        var (parents, children) = (await TakeAsync(0), await TakeAsync(1));
        var parent = Sample.Start(TaskRules.Create(Sample.Spec("parent")).After);
        await children.ApplyAsync(Sample.Create(Waiting("child", "parent", "other")), Sample.Create(Waiting("twin", "x", "parent")));
        await parents.ApplyAsync(parents.Batch(Sample.Create(Sample.Spec("parent"))) with { Followers = [Follower("child", 0, 1), Follower("twin", 1, 1)] });
        await parents.ApplyAsync(parents.Batch(parent) with { Followers = [Follower("child", 0, 1), Follower("late", 0, 2)] });
        (await Store.Dependencies.LoadFollowedAsync(0, Never)).OrderBy(each => each.ChildShard).ShouldBe([new(new("parent"), 1), new(new("parent"), 2)]);
        (await Store.Dependencies.ChildrenAsync(new("parent"), 2, Never)).Select(id => id.Value).ShouldBe(["child", "late"]);
        (await Store.Dependencies.ShardsWithSignalsAsync(Never)).ShouldBeEmpty();

        var end = Sample.Succeed(parent.After);
        await parents.ApplyAsync(parents.Batch(end) with { Followers = [Follower("last", 4, 1)], EndedParents = [new(new("parent"), end.After.State)] });

        (await Store.Dependencies.LoadFollowedAsync(0, Never)).ShouldBeEmpty();
        (await Store.Dependencies.ShardsWithSignalsAsync(Never)).ShouldBe([1, 2]);
        var signals = await Store.Dependencies.ReadSignalsAsync(1, 10, Never);
        signals.Select(row => (row.Child.Value, row.Edge, row.End)).ShouldBe(
            [("child", 0, TaskState.Succeeded), ("twin", 1, TaskState.Succeeded), ("last", 4, TaskState.Succeeded)], ignoreOrder: true);
        signals.Select(row => row.Position).ShouldBeInOrder(SortDirection.Ascending);
        (await Store.Dependencies.ReadSignalsAsync(1, 2, Never)).ShouldBe(signals.Take(2));
    }

    [Fact]
    public async Task A_signal_leaves_in_the_commit_that_settles_and_a_fenced_one_leaves_it()
    {
        var (parents, old) = (await TakeAsync(0), await TakeAsync(1));
        var child = Sample.Create(Waiting("child", "parent", "other"));
        await old.ApplyAsync(child);
        await EndAsync(parents, "parent", Follower("child", 0, 1));
        var signal = (await Store.Dependencies.ReadSignalsAsync(1, 10, Never)).ShouldHaveSingleItem();
        var settled = new Move(ChangeKind.UpdateState, DependencyRules.Settle(child.After, [new(signal.Edge, signal.End)], Now)!);
        var owner = await TakeAsync(1);

        (await old.SendAsync(old.Batch(settled) with { ConsumedSignals = [signal] })).ShouldBeOfType<CommitOutcome.Fenced>();
        (await Store.Dependencies.ReadSignalsAsync(1, 10, Never)).ShouldHaveSingleItem();

        await owner.ApplyAsync(owner.Batch(settled) with { ConsumedSignals = [signal] });
        (await Store.Dependencies.ReadSignalsAsync(1, 10, Never)).ShouldBeEmpty();
        (await GetAsync("child", 1)).ShouldBeTask(settled.After);
        (await EventsAsync("child", 1))[^1].Entry.Detail.ShouldBe("parent succeeded; 1 left");
    }

    [Fact]
    public async Task The_last_settlement_brings_it_into_the_pages_and_its_end_keeps_how_the_others_stood()
    {
        var owner = await TakeAsync(0);
        var child = Sample.Create(Waiting("child", "a"));
        await owner.ApplyAsync(child);
        var free = new Move(ChangeKind.UpdateState, DependencyRules.Settle(child.After, [new(0, TaskState.Succeeded)], Now)!);
        await owner.ApplyAsync(free);
        (await Store.Shards.LoadWaitingAsync(0, LaneKey.Of(TaskRules.Create(Sample.Spec("t")).After), WaitingPosition.Start, Now, 10, Never)).ShouldHaveSingleItem().ShouldBeTask(free.After);

        var started = Sample.Start(free.After);
        await owner.ApplyAsync(started);
        await owner.ApplyAsync(Sample.Succeed(started.After));
        (await GetAsync("child", 0))!.Settled.ShouldBe("s");
    }

    [Fact]
    public async Task A_settlement_that_ends_it_and_a_redrive_keep_it_whole()
    {
        var owner = await TakeAsync(0);
        var child = Sample.Create(Waiting("child", "a", "b"));
        await owner.ApplyAsync(child);
        var failed = new Move(ChangeKind.Archive, DependencyRules.Settle(child.After, [new(0, TaskState.Expired)], Now)!);
        failed.After.State.ShouldBe(TaskState.Failed);
        await owner.ApplyAsync(failed);
        (await GetAsync("child", 0)).ShouldBeTask(failed.After);

        var again = Sample.Redrive(failed.After);
        await owner.ApplyAsync(again);
        (await GetAsync("child", 0)).ShouldBeTask(again.After);
        (await Store.Dependencies.LoadUnfollowedAsync(0, new(""), 10, Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tasks_whose_parents_shards_were_not_told_are_found_by_page_and_others_are_not()
    {
        var (owner, parents) = (await TakeAsync(1), await TakeAsync(0));
        var half = Sample.Create(Waiting("half", "done", "parent"));
        await owner.ApplyAsync(Sample.Create(Waiting("told", "parent")), Sample.Create(Waiting("untold", "p", "q")), half, Sample.Create(Waiting("signalled", "gone")), Sample.Create(Sample.Spec("plain")));
        await owner.ApplyAsync(new Move(ChangeKind.UpdateState, DependencyRules.Settle(half.After, [new(0, TaskState.Succeeded)], Now)!));
        await EndAsync(parents, "gone", Follower("signalled", 0, 1));
        // The follower of an edge that is settled already does not stand for one that is open.
        await parents.ApplyAsync(parents.Batch() with { Followers = [Follower("told", 0, 1), Follower("untold", 1, 1) with { Parent = new("q") }, Follower("half", 0, 1) with { Parent = new("done") }] });

        (await UnfollowedAsync("", 10)).ShouldBe(["half", "untold"]);
        (await UnfollowedAsync("half", 10)).ShouldBe(["untold"]);
        (await UnfollowedAsync("", 1)).ShouldBe(["half"]);
        (await Store.Dependencies.LoadUnfollowedAsync(0, new(""), 10, Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tasks_exist_that_are_live_finished_or_in_an_inbox()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("live")), Sample.CreateFinished(Sample.Spec("finished")));
        await Store.Inbox.InsertAsync([new(3, Sample.Spec("accepted"))], Never);

        var there = await Store.Dependencies.ExistingAsync([new("live"), new("finished"), new("accepted"), new("live"), new("nowhere")], Never);

        there.Select(id => id.Value).ShouldBe(["live", "finished", "accepted"], ignoreOrder: true);
        (await Store.Dependencies.ExistingAsync([], Never)).ShouldBeEmpty();
    }

    private async Task<string[]> UnfollowedAsync(string after, int limit) =>
        [.. (await Store.Dependencies.LoadUnfollowedAsync(1, new(after), limit, Never)).Select(task => task.Id.Value)];

    private static async Task EndAsync(ShardWriter owner, string id, FollowerRow follower)
    {
        var created = Sample.Create(Sample.Spec(id));
        await owner.ApplyAsync(created);
        await owner.ApplyAsync(owner.Batch() with { Followers = [follower with { Parent = new(id) }] });
        var started = Sample.Start(created.After);
        await owner.ApplyAsync(started);
        var end = Sample.Succeed(started.After);
        await owner.ApplyAsync(owner.Batch(end) with { EndedParents = [new(new(id), end.After.State)] });
    }

    private static FollowerRow Follower(string child, int edge, int shard) => new(new("parent"), new(child), edge, shard);

    private static TaskSpec Waiting(string id, params string[] parents) => Sample.Spec(id) with
    {
        Dependencies = new([.. parents.Select((parent, edge) => new Dependency(new(parent), (DependencyCondition)(edge % 3)))], DependencyPolicy.Fail),
    };
}
