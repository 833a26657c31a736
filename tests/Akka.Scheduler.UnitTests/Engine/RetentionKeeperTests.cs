using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Upkeep;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class RetentionKeeperTests
{
    private static readonly NodeIncarnation Stays = new("stays", new(1, 0, 0, new byte[8]));
    private static readonly NodeIncarnation Leaves = new("leaves", new(2, 0, 0, new byte[8]));
    private readonly SimulatedWorld _world = new(1);
    private readonly SimulatedObserver _observer;

    public RetentionKeeperTests() => _observer = new(_world.Simulation.Time);

    [Fact]
    public void The_leader_forgets_a_node_a_day_after_its_end()
    {
        Begin(leads: true);

        _world.Simulation.Advance(RetentionKeeper.NodesKept - TimeSpan.FromHours(1));
        _world.Store.State.Members.Keys.ShouldBe(["leaves", "stays"]);
        _world.Simulation.Advance(TimeSpan.FromHours(2));
        _world.Store.State.Members.Keys.ShouldBe(["stays"]);

        _observer.Remarks.ShouldContain("dropped node leaves");
    }

    [Fact]
    public void Nobody_else_forgets_any()
    {
        Begin(leads: false);

        _world.Simulation.Advance(3 * RetentionKeeper.NodesKept);

        _world.Store.State.Members.Keys.ShouldBe(["leaves", "stays"]);
    }

    private void Begin(bool leads)
    {
        var store = _world.Store.Connect("test");
        foreach (var node in new[] { Stays, Leaves }) Await(store.Membership.JoinUpAsync(node, new("test", 1)));
        Await(store.Membership.MoveAsync(Leaves, MemberState.Left, CancellationToken.None));
        var system = ActorSystem.Create(
            "test", new() { Time = _world.Simulation.Time, Dispatcher = _world.Simulation, Seed = 1, OnFailure = failure => _observer.ActorFailed("", failure.Cause) });
        var limits = new RetentionLimits(TimeSpan.FromDays(30), TimeSpan.FromDays(30), TimeSpan.FromDays(30));
        system.Spawn(Props.Create(() => new RetentionKeeper(store, limits, TimeSpan.FromMinutes(10), () => leads, _observer)), "keeper");
    }

    private void Await(Task task) => _world.Simulation.RunUntil(() => task.IsCompleted, TimeSpan.FromMinutes(1)).ShouldBeTrue();
}
