using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class TimersTests
{
    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void Timers_deliver_once_or_again_and_again(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Script.Recording(world.Journal));
        actor.Do(context =>
        {
            context.Timers.StartSingle("once", "single", TimeSpan.FromMilliseconds(1));
            context.Timers.StartPeriodic("often", "tick", TimeSpan.FromMilliseconds(1));
        });
        world.Await("tick", 3);
        world.Await("single");
        world.Await("tick", world.Journal.Count("tick") + 2);
        world.Journal.Count("single").ShouldBe(1);
    }

    [Fact]
    public void Timers_keep_their_times()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var ticks = new List<(string, double)>();
        var actor = world.Spawn(new Script { Receive = (context, message) => ticks.Add(((string)message, Seconds(context.Time))) });
        actor.Do(context =>
        {
            context.Timers.StartSingle("once", "single", TimeSpan.FromSeconds(25));
            context.Timers.StartPeriodic("often", "tick", TimeSpan.FromSeconds(10));
        });
        world.Simulation!.Advance(TimeSpan.FromSeconds(40));
        ticks.ShouldBe([("tick", 10), ("tick", 20), ("single", 25), ("tick", 30), ("tick", 40)]);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_replaced_or_cancelled_timer_delivers_nothing_even_if_it_has_fired(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Script.Recording(world.Journal));
        actor.Do(context =>
        {
            context.Timers.StartSingle("replaced", "old", TimeSpan.Zero);
            context.Timers.StartSingle("cancelled", "cancelled", TimeSpan.Zero);
            LetFire(world);
            context.Timers.StartSingle("replaced", "new", TimeSpan.FromMilliseconds(1));
            context.Timers.Cancel("cancelled");
            context.Timers.Cancel("unknown");
        });
        world.Await("new");
        world.Settle(actor);
        world.Journal.Entries.ShouldBe(["new"]);
    }

    [Fact]
    public void A_timer_is_active_until_its_message_is_handled()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var active = new List<bool>();
        var actor = world.Spawn(new Script { Receive = (context, _) => active.Add(context.Timers.IsActive("key")) });
        actor.Do(context =>
        {
            active.Add(context.Timers.IsActive("key"));
            context.Timers.StartSingle("key", "due", TimeSpan.FromSeconds(1));
            active.Add(context.Timers.IsActive("key"));
        });
        world.Simulation!.Advance(TimeSpan.FromSeconds(2));
        active.ShouldBe([false, true, false]);
    }

    [Fact]
    public void A_timer_may_start_itself_again_under_its_key()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var times = new List<double>();
        var actor = world.Spawn(new Script
        {
            Receive = (context, _) =>
            {
                times.Add(Seconds(context.Time));
                context.Timers.StartSingle("key", "again", TimeSpan.FromSeconds(3));
            },
        });
        actor.Tell("first");
        world.Simulation!.Advance(TimeSpan.FromSeconds(10));
        times.ShouldBe([0, 3, 6, 9]);
    }

    [Fact]
    public void All_timers_are_cancelled_together_and_at_the_end_of_the_actor()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var actor = world.Spawn(Script.Recording(world.Journal));
        actor.Do(context =>
        {
            context.Timers.StartSingle("a", "a", TimeSpan.FromSeconds(1));
            context.Timers.StartPeriodic("b", "b", TimeSpan.FromSeconds(1));
            context.Timers.CancelAll();
            context.Timers.StartSingle("c", "c", TimeSpan.FromSeconds(2));
        });
        world.Simulation!.Advance(TimeSpan.FromSeconds(1.5));
        world.Await(world.System.StopAsync(actor));
        world.Simulation.Advance(TimeSpan.FromSeconds(1.5));
        world.Journal.Entries.ShouldBe(["stopped"]);
        world.Simulation.Time.NextDue.ShouldBeNull();
    }

    [Fact]
    public void A_delay_longer_than_the_clocks_timers_take_is_kept()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var actor = world.Spawn(Script.Recording(world.Journal));
        actor.Do(context => context.Timers.StartSingle("far", "far", TimeSpan.FromDays(100)));
        world.Simulation!.Advance(TimeSpan.FromDays(100) - TimeSpan.FromTicks(1));
        world.Journal.Entries.ShouldBeEmpty();
        world.Simulation.Advance(TimeSpan.FromTicks(1));
        world.Journal.Entries.ShouldBe(["far"]);
    }

    [Fact]
    public void Ticks_that_nobody_handles_do_not_pile_up()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var group = world.Simulation!.CreateGroup("node");
        var system = ActorSystem.Create("paused", new ActorSystemOptions { Time = world.Time, Dispatcher = group, Seed = 1 });
        var actor = system.Spawn(Script.Recording(world.Journal).Props(), "actor");
        actor.Do(context => context.Timers.StartPeriodic("tick", "tick", TimeSpan.FromSeconds(1)));
        world.Simulation.RunUntilIdle();
        group.Pause();
        world.Simulation.Advance(TimeSpan.FromSeconds(10.5));
        group.Resume();
        world.Simulation.RunUntilIdle();
        world.Journal.Entries.ShouldBe(["tick"]);
    }

    [Fact]
    public void Impossible_spans_are_refused()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var actor = world.Spawn(new Script());
        actor.Do(context =>
        {
            Should.Throw<ArgumentOutOfRangeException>(() => context.Timers.StartSingle("a", "a", TimeSpan.FromTicks(-1)));
            Should.Throw<ArgumentOutOfRangeException>(() => context.Timers.StartPeriodic("a", "a", TimeSpan.Zero));
            Should.Throw<ArgumentOutOfRangeException>(() => context.Timers.StartPeriodic("a", "a", TimeSpan.FromDays(41)));
        });
        world.Settle(actor);
        world.Failures.ShouldBeEmpty();
    }

    private static double Seconds(TimeProvider time) => time.GetTimestamp() / (double)TimeSpan.TicksPerSecond;

    // On the actor's turn: afterwards the timers started before have fired, and wait in the mailbox.
    private static void LetFire(KernelWorld world)
    {
        if (world.Simulation is { } simulation)
        {
            while (simulation.Time.TryFireNext(simulation.Time.GetUtcNow()))
            {
            }

            return;
        }

        using var later = new ManualResetEventSlim();
        using var timer = TimeProvider.System.CreateTimer(_ => later.Set(), null, TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan);
        later.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }
}
