using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Hosting.Gateway.Views;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Gateway;

public sealed class ClusterViewsTests
{
    private static readonly NodeIncarnation One = new("n1", Guid.Parse("11111111-1111-1111-1111-111111111111"));
    private static readonly NodeIncarnation Two = new("n2", Guid.Parse("22222222-2222-2222-2222-222222222222"));

    [Fact]
    public void A_shard_moves_while_the_map_means_it_for_another_node()
    {
        var cluster = ClusterViews.Of(View(MemberState.Up));

        cluster.Moving!.Select(move => (move.Shard, move.From, move.To)).ShouldBe([(1, "n1", "n2"), (2, null, "n2")]);
        (cluster.Shards, cluster.FreeShards, cluster.ShardMapVersion).ShouldBe((3, 1, 7));
        (cluster.Singleton!.NodeId, cluster.Singleton.Epoch).ShouldBe(("n1", 4));
    }

    [Theory]
    [InlineData(MemberState.Dead)]
    [InlineData(MemberState.Left)]
    public void Nothing_moves_to_a_node_that_lives_no_more(MemberState state)
    {
        var view = View(state);

        ClusterViews.Of(view).Moving!.ShouldBeEmpty();
        ClusterViews.Of(view.RowOf(1)!, view, ShardPhase.Serving, null).TargetNodeId.ShouldBeNull();
        ClusterViews.Of(view.Members[1], view).SilentMs.ShouldBeNull();
    }

    [Fact]
    public void A_member_shows_its_lease_and_its_share()
    {
        var view = View(MemberState.Up);

        var (one, two) = (ClusterViews.Of(view.Members[0], view), ClusterViews.Of(view.Members[1], view));

        (one.Shards, one.TargetShards, one.Suspect).ShouldBe((2, 1, false));
        (two.Shards, two.TargetShards, two.Suspect).ShouldBe((0, 2, true));
        two.SilentMs.ShouldBe(7_000);
        (two.Address, one.Address).ShouldBe(("h2:1", "http://h1:8080"));
    }

    [Fact]
    public void A_shard_shows_how_far_it_is_as_its_owner_says()
    {
        var view = View(MemberState.Up);

        ClusterViews.Of(view.RowOf(0)!, view, ShardPhase.Pulling, new(0, 5, 3, 1)).State.ShouldBe("pulling");
        ClusterViews.Of(view.RowOf(0)!, view, null, null).State.ShouldBe("unknown");
        ClusterViews.Of(view.RowOf(2)!, view, null, null).State.ShouldBe("free");
    }

    private static ClusterView View(MemberState second) => new(
        [
            new(One, MemberState.Up, new() { Address = "", Http = "http://h1:8080" }, TimeSpan.Zero, IsSuspect: false),
            new(Two, second, new() { Address = "h2:1" }, TimeSpan.FromSeconds(7), IsSuspect: true),
        ],
        [new(ShardTerm.Singleton, One, 4, 9), new(0, One, 1, 1), new(1, One, 1, 1), new(2, null, 2, 1)],
        new(7, ["n1", "n2", "n2"]));
}
