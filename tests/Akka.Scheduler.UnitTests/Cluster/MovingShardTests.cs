using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cluster;

public sealed class MovingShardTests
{
    private readonly List<string> _turnedAway = [];
    private readonly ListRef _owner = new();
    private readonly MovingShard<string> _moving;

    public MovingShardTests() => _moving = new(new ActorPath("").Child("shard"), capacity: 3, _turnedAway.Add);

    [Fact]
    public void What_comes_before_the_new_owner_is_known_is_passed_on_in_order()
    {
        Tell("1", "2");
        _moving.Open(_owner);
        Tell("3");

        _owner.Messages.ShouldBe(["1", "2", "3"]);
        _turnedAway.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_too_much_is_turned_away_at_once()
    {
        Tell("1", "2", "3", "4");

        _turnedAway.ShouldBe(["4"]);
        _moving.TryTell("5").ShouldBeFalse();
    }

    [Fact]
    public void When_no_owner_came_in_time_everything_is_turned_away()
    {
        Tell("1", "2");
        _moving.Close();
        Tell("3");

        _turnedAway.ShouldBe(["1", "2", "3"]);
    }

    private void Tell(params string[] messages)
    {
        foreach (var message in messages) _moving.Tell(message);
    }

    private sealed class ListRef : ActorRef<string>
    {
        public List<string> Messages { get; } = [];

        public override ActorPath Path { get; } = new ActorPath("").Child("owner");

        public override void Tell(string message) => Messages.Add(message);

        public override bool TryTell(string message)
        {
            Messages.Add(message);
            return true;
        }
    }
}
