using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Who owns which shard.</summary>
public abstract class OwnershipFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Taking_a_free_shard_raises_the_epoch_and_writes_the_term_entry()
    {
        var taken = (await Store.Ownership.AcquireAsync([2], NodeA, forced: false, "free", Never)).ShouldHaveSingleItem();

        (taken.Term, taken.LogSeq).ShouldBe((new(2, 1, NodeA), 1));
        (await ShardAsync(2)).ShouldBe(new(2, NodeA, 1, 1));
    }

    [Fact]
    public async Task Several_shards_are_taken_in_one_call()
    {
        var taken = await Store.Ownership.AcquireAsync([ShardTerm.Singleton, 0, 3], NodeA, forced: false, "free", Never);

        taken.Select(each => each.Term.Shard).ShouldBe([ShardTerm.Singleton, 0, 3], ignoreOrder: true);
        foreach (var each in taken) (await ShardAsync(each.Term.Shard)).Owner.ShouldBe(NodeA);
    }

    [Fact]
    public async Task An_owned_shard_is_left_out_unless_forced()
    {
        await JoinAsync(NodeB);
        await Store.Ownership.AcquireAsync([0, 1], NodeA, forced: false, "free", Never);

        var asked = await Store.Ownership.AcquireAsync([0, 1, 2], NodeB, forced: false, "free", Never);
        var forced = await Store.Ownership.AcquireAsync([0], NodeB, forced: true, "steal", Never);

        asked.ShouldHaveSingleItem().Term.Shard.ShouldBe(2);
        forced.Select(each => (each.Term, each.LogSeq)).ShouldBe([(new(0, 2, NodeB), 2)]);
        (await ShardAsync(1)).Owner.ShouldBe(NodeA);
    }

    [Fact]
    public async Task An_owner_may_take_its_own_shard_anew_by_force()
    {
        var old = await TakeAsync(0);

        var current = await TakeAsync(0);

        current.Term.Epoch.ShouldBe(old.Term.Epoch + 1);
        (await old.SendAsync(old.Batch())).ShouldBeOfType<CommitOutcome.Fenced>();
        await current.ApplyAsync(current.Batch());
    }

    [Fact]
    public async Task A_node_that_is_not_up_takes_nothing()
    {
        (await Store.Ownership.AcquireAsync([0], NodeB, forced: true, "stranger", Never)).ShouldBeEmpty();

        (await ShardAsync(0)).ShouldBe(new(0, null, 0, 0));
    }

    [Fact]
    public async Task A_shard_that_does_not_exist_is_left_out()
    {
        (await Store.Ownership.AcquireAsync([0, 4, -2], NodeA, forced: true, "fact", Never)).ShouldHaveSingleItem().Term.Shard.ShouldBe(0);
        (await Store.Ownership.AcquireAsync([], NodeA, forced: true, "fact", Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_released_shard_is_free_and_keeps_its_epoch_and_log()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("t")));

        await Store.Ownership.ReleaseAsync(owner.Term, owner.LastBatch, Never);

        (await ShardAsync(0)).Owner.ShouldBeNull();
        (await ShardAsync(0)).Epoch.ShouldBe(1);
        await JoinAsync(NodeB);
        var next = (await Store.Ownership.AcquireAsync([0], NodeB, forced: false, "free", Never)).ShouldHaveSingleItem();
        next.Term.Epoch.ShouldBe(2);
        next.LogSeq.ShouldBeGreaterThan(owner.Seq);
        (await GetAsync("t", 0)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_fenced_release_changes_nothing_and_is_no_error()
    {
        var old = await TakeAsync(0);
        var current = await TakeAsync(0);

        await Store.Ownership.ReleaseAsync(old.Term, old.LastBatch, Never);
        await Store.Ownership.ReleaseAsync(current.Term with { Owner = NodeB }, current.LastBatch, Never);
        await Store.Ownership.ReleaseAsync(current.Term, old.LastBatch, Never);

        (await ShardAsync(0)).Owner.ShouldBe(NodeA);
        await current.ApplyAsync(current.Batch());
    }

    [Fact]
    public async Task The_log_has_no_gap_over_terms_and_batches()
    {
        for (var term = 1; term <= 3; term++)
        {
            var owner = await TakeAsync(0);
            owner.Seq.ShouldBe((3 * (term - 1)) + 1);
            await owner.ApplyAsync(Sample.Create(Sample.Spec($"a{term}")));
            await owner.ApplyAsync(Sample.Create(Sample.Spec($"b{term}")));
            (await EventsAsync($"b{term}", 0)).ShouldHaveSingleItem().LogSeq.ShouldBe(3 * term);
        }
    }

    [Fact]
    public async Task Of_two_rivals_for_a_free_shard_one_gets_it()
    {
        await JoinAsync(NodeB);

        var taken = await Task.WhenAll(
            Store.Ownership.AcquireAsync([0, 1, 2, 3], NodeA, forced: false, "race", Never),
            Store.Ownership.AcquireAsync([0, 1, 2, 3], NodeB, forced: false, "race", Never));

        taken.SelectMany(each => each).Select(each => each.Term.Shard).Order().ShouldBe([0, 1, 2, 3]);
        taken.SelectMany(each => each).ShouldAllBe(each => each.Term.Epoch == 1);
    }

    [Fact]
    public async Task An_owner_may_take_its_own_shard_anew_without_force()
    {
        var old = await TakeAsync(0);

        var again = (await Store.Ownership.AcquireAsync([0], NodeA, forced: false, "the answer was lost", Never)).ShouldHaveSingleItem();

        again.Term.ShouldBe(old.Term with { Epoch = old.Term.Epoch + 1 });
        (await old.SendAsync(old.Batch())).ShouldBeOfType<CommitOutcome.Fenced>();
    }

    [Fact]
    public async Task A_node_that_joins_or_drains_takes_nothing()
    {
        await Store.Membership.JoinAsync(NodeB, Shape, Joining.ProfileOf(NodeB), Never);
        (await Store.Ownership.AcquireAsync([0], NodeB, forced: true, "too early", Never)).ShouldBeEmpty();

        await Store.Membership.MoveAsync(NodeB, MemberState.Draining, Never);
        (await Store.Ownership.AcquireAsync([0], NodeB, forced: true, "too late", Never)).ShouldBeEmpty();

        (await ShardAsync(0)).ShouldBe(new(0, null, 0, 0));
    }
}
