using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Queues;

public sealed class PausedQueueTests
{
    private static readonly QueueChange Pause = new QueueChange.Pause("disk full", "anna");

    [Fact]
    public void Nothing_of_a_paused_queue_starts_and_other_queues_go_on()
    {
        var node = EngineCase.Node(capacity: 1).Serving();
        node.Change("held", Pause);
        node.Submit(node.New("a", change: InQueue("held")), node.New("b", change: InQueue("free")), node.New("c", change: InQueue("held")));
        node.Advance(30);

        node.Starts("b").Length.ShouldBe(1);
        node.Starts("a").Concat(node.Starts("c")).ShouldBeEmpty();
        node.ShouldBeSound();
    }

    [Fact]
    public void A_resumed_queue_goes_on_at_once()
    {
        var node = EngineCase.Node().Serving();
        node.Change("held", Pause);
        node.Submit(node.New("a", change: InQueue("held")));
        node.Advance(30);
        node.Change("held", new QueueChange.Resume());
        var resumed = node.Now;
        node.Advance(1);

        node.Starts("a").ShouldHaveSingleItem().ShouldBeLessThan(resumed.AddSeconds(0.1));
    }

    [Fact]
    public void A_pause_outlives_the_node()
    {
        var node = EngineCase.Node().Serving();
        node.Change("held", Pause);
        node.Submit(node.New("a", change: InQueue("held")));
        node.Kill();
        node.StartServing();
        node.Advance(30);

        node.Starts("a").ShouldBeEmpty();
        node.Host.QueueBoard.Find("held").ShouldNotBeNull().PausedReason.ShouldBe("disk full");
    }

    [Fact]
    public void A_task_of_a_paused_queue_expires_at_the_end_of_its_ttl()
    {
        var node = EngineCase.Node().Serving();
        node.Change("held", Pause);
        node.Submit(node.New("a", change: template => template with { Queue = "held", Ttl = TimeSpan.FromSeconds(5) }));
        node.Advance(10);

        node.Stored("a")!.State.ShouldBe(TaskState.Expired);
    }

    [Fact]
    public void What_runs_goes_on()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(5));
        node.Submit(node.New("a", change: InQueue("held")));
        node.Advance(1);
        node.Change("held", Pause);
        node.Advance(10);

        node.Stored("a")!.State.ShouldBe(TaskState.Succeeded);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public void A_pause_that_was_asked_of_one_node_holds_on_all_of_them(bool cut, int seconds)
    {
        var world = new SimulatedWorld(7);
        SimulatedNode[] nodes = [new(world, "node-1"), new(world, "node-2")];
        foreach (var node in nodes) node.Start();
        world.Simulation.RunUntil(() => nodes.All(node => node.Host.Serving.Covered == node.Host.Serving.Expected), TimeSpan.FromMinutes(1)).ShouldBeTrue();
        world.Simulation.Advance(TimeSpan.FromSeconds(30));
        foreach (var (from, to) in new[] { ("node-1", "node-2"), ("node-2", "node-1") }) world.Network.Cut(from, to, cut);
        nodes[0].Change("held", Pause);
        world.Simulation.Advance(TimeSpan.FromSeconds(seconds));

        foreach (var node in nodes) node.Host.QueueBoard.IsPaused("held").ShouldBeTrue();
    }

    [Fact]
    public void Changes_of_one_queue_at_the_same_moment_are_all_made()
    {
        var node = EngineCase.Node().Serving();
        var asked = Enumerable.Range(1, 4)
            .Select(n => node.Ask(host => host.Queues.ChangeAsync("q", n == 1 ? Pause : new QueueChange.Limit(n == 2 ? 5 : null, n > 2 ? n : null), CancellationToken.None)))
            .ToList();
        asked.ForEach(one => node.Await(one).ShouldNotBeNull());

        var stored = node.Store.State.Queues["q"];
        (stored.Paused, stored.MaxConcurrency, stored.Version).ShouldBe((true, 5, 4));
    }

    private static Func<TaskTemplate, TaskTemplate> InQueue(string queue) => template => template with { Queue = queue };
}
