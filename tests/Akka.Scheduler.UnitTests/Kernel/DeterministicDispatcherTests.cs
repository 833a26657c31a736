using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class DeterministicDispatcherTests
{
    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another_order()
    {
        var (order, trace) = Run(seed: 7);
        var (sameOrder, sameTrace) = Run(seed: 7);
        sameOrder.ShouldBe(order);
        sameTrace.ShouldBe(trace);
        var (otherOrder, otherTrace) = Run(seed: 8);
        otherOrder.ShouldNotBe(order);
        otherTrace.ShouldNotBe(trace);
        otherOrder.Order().ShouldBe(order.Order());
    }

    [Fact]
    public void Timers_of_one_instant_fire_in_an_order_that_the_seed_decides()
    {
        var orders = Enumerable.Range(1, 20).Select(seed => string.Concat(OrderOfTimers((ulong)seed))).ToList();
        orders.Distinct().Count().ShouldBeGreaterThan(10);
        orders.ShouldBe(Enumerable.Range(1, 20).Select(seed => string.Concat(OrderOfTimers((ulong)seed))));
    }

    [Fact]
    public void The_clock_moves_only_when_nothing_waits()
    {
        var dispatcher = new DeterministicDispatcher(1, DateTimeOffset.UnixEpoch);
        var seen = new List<TimeSpan>();
        using var timer = dispatcher.Time.CreateTimer(
            _ => dispatcher.Post(() => seen.Add(dispatcher.Time.GetUtcNow() - DateTimeOffset.UnixEpoch)),
            null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        dispatcher.Advance(TimeSpan.FromSeconds(3.5));
        seen.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)]);
        dispatcher.Time.GetUtcNow().ShouldBe(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public void Running_until_something_holds_stops_there_or_at_the_limit()
    {
        var dispatcher = new DeterministicDispatcher(1, DateTimeOffset.UnixEpoch);
        var count = 0;
        using var timer = dispatcher.Time.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        dispatcher.RunUntil(() => count == 3, TimeSpan.FromMinutes(1)).ShouldBeTrue();
        dispatcher.Time.GetUtcNow().ShouldBe(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(3));
        dispatcher.RunUntil(() => false, TimeSpan.FromMinutes(1)).ShouldBeFalse();
        dispatcher.Time.GetUtcNow().ShouldBe(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(63));
        count.ShouldBe(63);
    }

    [Fact]
    public void A_run_that_never_gets_idle_is_ended()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var actor = world.Spawn(new Script { Receive = (context, message) => context.Self.Tell(message) });
        actor.Tell("again");
        Should.Throw<InvalidOperationException>(() => world.Simulation!.RunUntilIdle(maxTurns: 1000)).Message.ShouldContain("1000");
    }

    [Fact]
    public void Work_that_leaves_the_thread_is_found()
    {
        var dispatcher = new DeterministicDispatcher(1, DateTimeOffset.UnixEpoch);
        var system = ActorSystem.Create("test", new ActorSystemOptions { Time = dispatcher.Time, Dispatcher = dispatcher, Seed = 1 });
        var actor = system.Spawn(new Script().Props(), "actor");
        dispatcher.RunUntilIdle();
        var thread = new Thread(() => actor.Tell("from elsewhere"));
        thread.Start();
        thread.Join();
        Should.Throw<InvalidOperationException>(() => dispatcher.RunUntilIdle()).Message.ShouldContain("left its thread");
    }

    [Fact]
    public void Only_its_own_thread_runs_a_simulation()
    {
        var dispatcher = new DeterministicDispatcher(1, DateTimeOffset.UnixEpoch);
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => dispatcher.RunUntilIdle()));
        thread.Start();
        thread.Join();
        failure.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public void The_callers_own_trace_values_count()
    {
        var left = new DeterministicDispatcher(1, DateTimeOffset.UnixEpoch);
        var right = new DeterministicDispatcher(1, DateTimeOffset.UnixEpoch);
        left.Trace(1);
        left.TraceHash.ShouldNotBe(right.TraceHash);
        right.Trace(1);
        left.TraceHash.ShouldBe(right.TraceHash);
    }

    private static (string[] Order, ulong Trace) Run(ulong seed)
    {
        using var world = new KernelWorld(Runner.Simulated, seed);
        for (var i = 0; i < 5; i++)
        {
            var name = $"actor-{i}";
            world.Spawn(
                Script.Recording(world.Journal, name) with
                {
                    Start = context =>
                    {
                        context.Timers.StartSingle("t", "timer", TimeSpan.FromSeconds(1));
                        context.PipeToSelf(Task.Delay(TimeSpan.FromSeconds(1), context.Time), () => "delay", failure => failure);
                    },
                },
                name).Tell("hello");
        }

        world.Simulation!.Advance(TimeSpan.FromSeconds(10));
        return (world.Journal.Entries, world.Simulation.TraceHash);
    }

    private static List<int> OrderOfTimers(ulong seed)
    {
        var order = new List<int>();
        var dispatcher = new DeterministicDispatcher(seed, DateTimeOffset.UnixEpoch);
        for (var i = 0; i < 5; i++)
            dispatcher.Time.CreateTimer(state => order.Add((int)state!), i, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        dispatcher.Advance(TimeSpan.FromSeconds(1));
        return order;
    }
}
