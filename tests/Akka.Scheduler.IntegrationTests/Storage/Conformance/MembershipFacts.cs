using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Who lives.</summary>
public abstract class MembershipFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly NodeIncarnation Reborn = NodeA with { Incarnation = new("aaaaaaaa-0000-7000-8000-000000000002") };

    [Fact]
    public async Task A_node_that_joined_is_a_member_with_all_that_it_says_of_itself()
    {
        await JoinAsync(NodeB);

        var members = await Store.Membership.ReadAsync(Never);

        members.Select(row => row.Node).ShouldBe([NodeA, NodeB], ignoreOrder: true);
        members.ShouldAllBe(row => row.State == MemberState.Up && row.Profile == Joining.ProfileOf(row.Node));
    }

    [Fact]
    public async Task The_first_join_makes_all_shards_free_and_the_singletons_too()
    {
        var shards = await Store.Ownership.ReadAsync(Never);

        shards.Select(row => row.Shard).Order().ShouldBe([ShardTerm.Singleton, 0, 1, 2, 3]);
        shards.ShouldAllBe(row => row.Owner == null && row.Epoch == 0 && row.LogSeq == 0);
    }

    [Fact]
    public async Task Another_shard_count_is_a_mismatch_that_names_both()
    {
        var outcome = await Store.Membership.JoinAsync(NodeB, Shape with { Shards = 64 }, Joining.ProfileOf(NodeB), Never);

        var problem = outcome.ShouldBeOfType<JoinOutcome.Mismatch>().Problem;
        problem.ShouldContain("4");
        problem.ShouldContain("64");
        (await Store.Membership.ReadAsync(Never)).Select(row => row.Node).ShouldBe([NodeA]);
    }

    [Fact]
    public async Task Another_cluster_is_a_mismatch_that_names_both()
    {
        var outcome = await Store.Membership.JoinAsync(NodeB, Shape with { ClusterId = "strangers" }, Joining.ProfileOf(NodeB), Never);

        var problem = outcome.ShouldBeOfType<JoinOutcome.Mismatch>().Problem;
        problem.ShouldContain("facts");
        problem.ShouldContain("strangers");
    }

    [Theory]
    [InlineData("v1:ours", "v1:theirs", "is not that of the cluster")]
    [InlineData("v1:ours", "", "this node has none")]
    [InlineData("", "v1:theirs", "has no secret, and this node has one")]
    public async Task Another_secret_is_a_mismatch_that_shows_neither(string ours, string theirs, string words)
    {
        await using var fresh = await new TFixture().OpenAsync();
        var members = fresh.Ports.Membership;
        var first = await members.JoinAsync(NodeA, Shape with { SecretVerifier = ours }, Joining.ProfileOf(NodeA), Never);

        var second = await members.JoinAsync(NodeB, Shape with { SecretVerifier = theirs }, Joining.ProfileOf(NodeB), Never);

        first.ShouldBeOfType<JoinOutcome.Joined>();
        var mismatch = second.ShouldBeOfType<JoinOutcome.Mismatch>();
        mismatch.Fault.ShouldBe(JoinFault.Secret);
        mismatch.Problem.ShouldContain(words);
        mismatch.Problem.ShouldNotContain("v1:");
        (await members.ReadAsync(Never)).Select(row => row.Node).ShouldBe([NodeA]);
    }

    [Fact]
    public async Task The_secret_outlives_the_node_that_joined_first()
    {
        await using var fresh = await new TFixture().OpenAsync();
        var members = fresh.Ports.Membership;
        var shape = Shape with { SecretVerifier = "v1:ours" };
        await members.JoinAsync(NodeA, shape, Joining.ProfileOf(NodeA), Never);
        await members.MoveAsync(NodeA, MemberState.Left, Never);

        (await members.JoinAsync(NodeB, Shape, Joining.ProfileOf(NodeB), Never)).ShouldBeOfType<JoinOutcome.Mismatch>();
        (await members.JoinAsync(NodeB, shape, Joining.ProfileOf(NodeB), Never)).ShouldBeOfType<JoinOutcome.Joined>();
    }

    [Fact]
    public async Task Joining_again_as_the_same_incarnation_keeps_what_it_owns()
    {
        var owner = await TakeAsync(0);

        await JoinAsync(NodeA);

        await owner.ApplyAsync(owner.Batch());
    }

    [Fact]
    public async Task A_renewal_is_held_and_seen_by_rivals()
    {
        var before = (await Store.Membership.ReadAsync(Never)).ShouldHaveSingleItem().RenewSeq;

        (await Store.Membership.RenewAsync(NodeA, Never) with { Store = default }).ShouldBe(new(RenewOutcome.Held, MemberState.Up));
        (await Store.Membership.RenewAsync(NodeA, Never) with { Store = default }).ShouldBe(new(RenewOutcome.Held, MemberState.Up));

        (await Store.Membership.ReadAsync(Never)).ShouldHaveSingleItem().RenewSeq.ShouldBe(before + 2);
    }

    [Fact]
    public async Task A_stranger_holds_nothing() => (await Store.Membership.RenewAsync(NodeB, Never)).ShouldBe(Renewal.Lost);

    [Fact]
    public async Task A_newer_incarnation_of_the_same_id_ends_the_former_one()
    {
        var owner = await TakeAsync(0);

        await JoinAsync(Reborn);

        (await Store.Membership.RenewAsync(NodeA, Never)).ShouldBe(Renewal.Lost);
        (await Store.Membership.RenewAsync(Reborn, Never)).Outcome.ShouldBe(RenewOutcome.Held);
        (await ShardAsync(0)).Owner.ShouldBeNull();
        (await owner.SendAsync(owner.Batch())).ShouldNotBe(Engine.Storage.CommitOutcome.Applied.Instance);
        (await Store.Ownership.AcquireAsync([1], NodeA, forced: true, "ghost", Never)).ShouldBeEmpty();
        (await Store.Membership.ReadAsync(Never)).Single(row => row.State == MemberState.Up).Node.ShouldBe(Reborn);
    }

    [Fact]
    public async Task Leaving_frees_all_shards_of_the_node_and_none_of_others()
    {
        await JoinAsync(NodeB);
        await TakeAsync(0);
        await TakeAsync(ShardTerm.Singleton);
        await TakeAsync(1, NodeB);

        (await Store.Membership.MoveAsync(NodeA, MemberState.Left, Never)).ShouldBeTrue();

        (await Store.Ownership.ReadAsync(Never)).Where(row => row.Owner is not null).ShouldHaveSingleItem().Owner.ShouldBe(NodeB);
        (await Store.Membership.RenewAsync(NodeA, Never)).ShouldBe(Renewal.Lost);
        (await Store.Membership.ReadAsync(Never)).Where(row => row.Node == NodeA).ShouldAllBe(row => row.State == MemberState.Left);
        (await Store.Ownership.AcquireAsync([0], NodeA, forced: true, "gone", Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_former_incarnation_that_leaves_changes_nothing()
    {
        await JoinAsync(Reborn);
        var owner = await TakeAsync(0, Reborn);

        (await Store.Membership.MoveAsync(NodeA, MemberState.Left, Never)).ShouldBeFalse();

        (await Store.Membership.RenewAsync(Reborn, Never)).Outcome.ShouldBe(RenewOutcome.Held);
        await owner.ApplyAsync(owner.Batch());
    }
}
