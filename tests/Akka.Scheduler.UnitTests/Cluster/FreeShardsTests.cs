using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cluster;

public sealed class FreeShardsTests
{
    private static readonly Member[] Both = [Views.Up("a"), Views.Up("b")];
    private readonly FreeShards _free = new(Views.Node("a"), othersAfter: TimeSpan.FromSeconds(2));

    [Fact]
    public void The_node_that_the_map_wants_takes_at_once() => IsToTake(Views.Of(Both, "-", map: "a"), 0).ShouldBeTrue();

    [Fact]
    public void Another_node_takes_only_after_a_while()
    {
        var view = Views.Of(Both, "-", map: "b");

        IsToTake(view, 0).ShouldBeFalse();
        IsToTake(view, 1.9).ShouldBeFalse();
        IsToTake(view, 2).ShouldBeTrue();
    }

    [Fact]
    public void The_while_begins_anew_when_the_shard_had_an_owner_in_between()
    {
        var view = Views.Of(Both, "-", map: "b");
        IsToTake(view, 0);
        IsToTake(Views.Of(Both, "b", map: "b"), 1);

        IsToTake(view, 2).ShouldBeFalse();
    }

    [Fact]
    public void What_has_an_owner_is_not_taken() => IsToTake(Views.Of(Both, "b", map: "a"), 0).ShouldBeFalse();

    [Fact]
    public void Without_a_map_the_draw_decides_and_exactly_one_takes_at_once()
    {
        var others = new FreeShards(Views.Node("b"), TimeSpan.FromSeconds(2));
        var view = Views.Of(Both, new string('-', 20));
        foreach (var row in view.Shards)
            (_free.IsToTake(row, view, TimeSpan.Zero) ^ others.IsToTake(row, view, TimeSpan.Zero)).ShouldBeTrue();
    }

    [Fact]
    public void A_map_that_wants_a_node_that_is_gone_is_passed_over() => IsToTake(Views.Of([Views.Up("a")], "-", map: "b"), 0).ShouldBeTrue();

    private bool IsToTake(ClusterView view, double seconds) => _free.IsToTake(view.Shards[0], view, TimeSpan.FromSeconds(seconds));
}
