using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.UnitTests.Cluster.Transport;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cluster;

/// <summary>Terms that left a node whose store goes back to an older state: the next term here may have an epoch, and so a name, that one of them had.</summary>
public sealed class RedirectsTests
{
    private const long LeftIn = 5;
    private readonly LinkedTables _tables = new(TimeProvider.System);
    private readonly List<string> _turnedAway = [];
    private readonly MovingShard<string> _moving;
    private readonly Redirects<string> _redirects;

    public RedirectsTests()
    {
        var actor = new MovingShard<string>(new ActorPath("").Child("gone"), capacity: 1, _turnedAway.Add);
        _moving = new(new ActorPath("").Child("moving"), capacity: 9, _turnedAway.Add);
        _redirects = new(_tables.Left.Table, TimeSpan.FromMinutes(1), TimeProvider.System);
        _redirects.Add(new(new(Shard: 1, LeftIn, _tables.Left.Node), actor) { Moving = _moving });
        _moving.Tell("waits");
    }

    [Theory]
    [InlineData(LeftIn)]
    [InlineData(LeftIn - 1)]
    public void A_term_that_is_not_later_takes_the_place_of_the_one_that_left_and_keeps_its_name(long epoch)
    {
        var now = new MovingShard<string>(new ActorPath("").Child("now"), capacity: 9, _turnedAway.Add);

        _redirects.Replace(1, epoch);
        _tables.Left.Table.Export(ShardAddress.Of(1, epoch), now);
        _redirects.Clear();

        _redirects.Find(1).ShouldBeNull();
        _turnedAway.ShouldBe(["waits"]);
        _tables.Left.Table.Find<string>(new(_tables.Left.Node, ShardAddress.Of(1, epoch))).ShouldBeSameAs(now);
    }

    [Fact]
    public void A_later_term_leaves_the_one_that_left_to_lead_on()
    {
        _redirects.Replace(1, LeftIn + 1);

        _redirects.Find(1).ShouldBeSameAs(_moving);
        _turnedAway.ShouldBeEmpty();
    }
}
