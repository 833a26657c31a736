using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>A node's life: joining, up, draining, and an end that is final.</summary>
public abstract class LifeFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly DateTimeOffset LongAgo = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FarOff = new(2900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_node_begins_as_joining_and_its_lease_is_held()
    {
        await Store.Membership.JoinAsync(NodeB, Shape, Joining.ProfileOf(NodeB), Never);

        (await StateAsync(NodeB)).ShouldBe(MemberState.Joining);
        (await Store.Membership.RenewAsync(NodeB, Never) with { Store = default }).ShouldBe(new(RenewOutcome.Held, MemberState.Joining));
    }

    [Theory]
    [InlineData(MemberState.Joining, MemberState.Up, true)]
    [InlineData(MemberState.Joining, MemberState.Draining, true)]
    [InlineData(MemberState.Joining, MemberState.Left, true)]
    [InlineData(MemberState.Joining, MemberState.Dead, true)]
    [InlineData(MemberState.Joining, MemberState.Joining, false)]
    [InlineData(MemberState.Up, MemberState.Draining, true)]
    [InlineData(MemberState.Up, MemberState.Left, true)]
    [InlineData(MemberState.Up, MemberState.Dead, true)]
    [InlineData(MemberState.Up, MemberState.Up, false)]
    [InlineData(MemberState.Up, MemberState.Joining, false)]
    [InlineData(MemberState.Draining, MemberState.Left, true)]
    [InlineData(MemberState.Draining, MemberState.Dead, true)]
    [InlineData(MemberState.Draining, MemberState.Draining, false)]
    [InlineData(MemberState.Draining, MemberState.Up, false)]
    [InlineData(MemberState.Left, MemberState.Dead, false)]
    [InlineData(MemberState.Left, MemberState.Up, false)]
    [InlineData(MemberState.Dead, MemberState.Left, false)]
    [InlineData(MemberState.Dead, MemberState.Up, false)]
    public async Task A_life_goes_on_and_never_back(MemberState from, MemberState to, bool goes)
    {
        await Store.Membership.JoinAsync(NodeB, Shape, Joining.ProfileOf(NodeB), Never);
        if (from != MemberState.Joining) (await Store.Membership.MoveAsync(NodeB, from, Never)).ShouldBeTrue();

        (await Store.Membership.MoveAsync(NodeB, to, Never)).ShouldBe(goes);

        (await StateAsync(NodeB)).ShouldBe(goes ? to : from);
    }

    [Fact]
    public async Task A_stranger_is_moved_nowhere() => (await Store.Membership.MoveAsync(NodeB, MemberState.Up, Never)).ShouldBeFalse();

    [Fact]
    public async Task A_renewal_tells_that_the_node_is_to_drain_and_leaves_its_shards_alone()
    {
        var owner = await TakeAsync(0);

        await Store.Membership.MoveAsync(NodeA, MemberState.Draining, Never);

        (await Store.Membership.RenewAsync(NodeA, Never) with { Store = default }).ShouldBe(new(RenewOutcome.Held, MemberState.Draining));
        await owner.ApplyAsync(owner.Batch());
    }

    [Fact]
    public async Task A_node_that_dies_loses_its_shards_and_its_writes_are_fenced()
    {
        await JoinAsync(NodeB);
        var owner = await TakeAsync(0);
        var other = await TakeAsync(1, NodeB);

        (await Store.Membership.MoveAsync(NodeA, MemberState.Dead, Never)).ShouldBeTrue();

        (await ShardAsync(0)).Owner.ShouldBeNull();
        (await owner.SendAsync(owner.Batch())).ShouldBeOfType<CommitOutcome.Fenced>();
        await other.ApplyAsync(other.Batch());
    }

    [Theory]
    [InlineData(MemberState.Left)]
    [InlineData(MemberState.Dead)]
    public async Task A_life_that_has_ended_does_not_begin_anew(MemberState end)
    {
        await Store.Membership.MoveAsync(NodeA, end, Never);

        var outcome = await Store.Membership.JoinAsync(NodeA, Shape, Joining.ProfileOf(NodeA), Never);

        outcome.ShouldBeOfType<JoinOutcome.Mismatch>().Problem.ShouldContain(NodeA.NodeId);
        (await StateAsync(NodeA)).ShouldBe(end);
    }

    [Fact]
    public async Task To_join_again_after_a_lost_answer_changes_nothing()
    {
        await Store.Membership.RenewAsync(NodeA, Never);
        var before = await Store.Membership.ReadAsync(Never);

        (await Store.Membership.JoinAsync(NodeA, Shape, Joining.ProfileOf(NodeB), Never)).ShouldBeOfType<JoinOutcome.Joined>();

        (await Store.Membership.ReadAsync(Never)).ShouldBe(before);
    }

    [Fact]
    public async Task A_member_that_stands_still_is_declared_dead_and_its_shards_are_free()
    {
        await JoinAsync(NodeB);
        var owner = await TakeAsync(0);
        var other = await TakeAsync(1, NodeB);
        var seen = await RowAsync(NodeA);

        (await Store.Membership.DeclareDeadAsync(seen, Never)).ShouldBeTrue();

        (await StateAsync(NodeA)).ShouldBe(MemberState.Dead);
        (await Store.Membership.RenewAsync(NodeA, Never)).ShouldBe(Renewal.Lost);
        (await ShardAsync(0)).Owner.ShouldBeNull();
        (await owner.SendAsync(owner.Batch())).ShouldBeOfType<CommitOutcome.Fenced>();
        await other.ApplyAsync(other.Batch());
        (await Store.Membership.DeclareDeadAsync(seen, Never)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_member_that_renewed_since_it_was_seen_is_not_declared_dead()
    {
        var owner = await TakeAsync(0);
        var seen = await RowAsync(NodeA);
        await Store.Membership.RenewAsync(NodeA, Never);

        (await Store.Membership.DeclareDeadAsync(seen, Never)).ShouldBeFalse();

        (await StateAsync(NodeA)).ShouldBe(MemberState.Up);
        await owner.ApplyAsync(owner.Batch());
    }

    [Fact]
    public async Task A_successor_is_not_declared_dead_for_its_predecessor()
    {
        var seen = await RowAsync(NodeA);
        var reborn = NodeA with { Incarnation = new("aaaaaaaa-0000-7000-8000-000000000002") };
        await JoinAsync(reborn);

        (await Store.Membership.DeclareDeadAsync(seen, Never)).ShouldBeFalse();
        (await StateAsync(reborn)).ShouldBe(MemberState.Up);
    }

    [Fact]
    public async Task Of_a_renewal_and_a_declaration_at_once_only_one_goes_through()
    {
        var seen = await RowAsync(NodeA);

        var renewing = Store.Membership.RenewAsync(NodeA, Never);
        var declaring = Store.Membership.DeclareDeadAsync(seen, Never);

        ((await renewing).Outcome == RenewOutcome.Held).ShouldNotBe(await declaring);
    }

    [Fact]
    public async Task Whoever_ended_before_is_forgotten_and_nobody_else()
    {
        var third = new NodeIncarnation("node-c", new Guid("cccccccc-0000-7000-8000-000000000001"));
        await JoinAsync(NodeB);
        await JoinAsync(third);
        await Store.Membership.MoveAsync(third, MemberState.Dead, Never);
        await Store.Membership.MoveAsync(NodeB, MemberState.Left, Never);

        (await Store.Membership.ForgetAsync(LongAgo, Never)).ShouldBeEmpty();
        (await Store.Membership.ForgetAsync(FarOff, Never)).ShouldBe([NodeB.NodeId, third.NodeId]);

        (await Store.Membership.ReadAsync(Never)).ShouldHaveSingleItem().Node.ShouldBe(NodeA);
        (await Store.Membership.ForgetAsync(FarOff, Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_came_back_is_not_forgotten()
    {
        await Store.Membership.MoveAsync(NodeA, MemberState.Left, Never);
        await JoinAsync(NodeA with { Incarnation = new("aaaaaaaa-0000-7000-8000-000000000002") });

        (await Store.Membership.ForgetAsync(FarOff, Never)).ShouldBeEmpty();
    }

    private async Task<MemberRow> RowAsync(NodeIncarnation node) => (await Store.Membership.ReadAsync(Never)).Single(row => row.Node == node);

    private async Task<MemberState> StateAsync(NodeIncarnation node) => (await RowAsync(node)).State;
}
