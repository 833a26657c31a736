using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class DeathWatchTests
{
    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void The_end_of_a_watched_actor_is_told_once_however_often_it_was_watched(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var watched = world.Spawn(new Script(), "watched");
        var watcher = Watcher(world);
        watcher.Do(context =>
        {
            context.Watch(watched);
            context.Watch(watched);
        });
        world.Settle(watcher);
        world.Await(world.System.StopAsync(watched));
        world.Await("end of /test/watched");
        world.Settle(watcher);
        world.Journal.Entries.ShouldBe(["end of /test/watched"]);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void Watching_an_actor_that_has_stopped_tells_its_end_each_time_it_is_watched(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var watched = world.Spawn(new Script(), "watched");
        world.Await(world.System.StopAsync(watched));
        var watcher = Watcher(world);
        for (var times = 1; times <= 3; times++)
        {
            watcher.Do(context => context.Watch(watched));
            world.Await("end of /test/watched", times);
        }

        world.Settle(watcher);
        world.Journal.Entries.Length.ShouldBe(3);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_watch_taken_back_tells_nothing(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var watched = world.Spawn(new Script(), "watched");
        var watcher = Watcher(world);
        watcher.Do(context =>
        {
            context.Watch(watched);
            context.Unwatch(watched);
            context.Unwatch(watched);
        });
        world.Settle(watcher);
        world.Await(world.System.StopAsync(watched));
        world.Settle(watcher);
        world.Journal.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void A_watch_taken_back_while_its_signal_is_on_the_way_tells_nothing()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var watched = world.Spawn(new Script(), "watched");
        world.Await(world.System.StopAsync(watched));
        var watcher = Watcher(world);
        watcher.Do(context =>
        {
            context.Watch(watched); // Its end is queued by now.
            context.Unwatch(watched);
        });
        world.Settle(watcher);
        world.Simulation!.RunUntilIdle();
        world.Journal.Entries.ShouldBeEmpty();
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void All_watchers_are_told_under_the_address_that_they_gave(Runner runner)
    {
        using var world = new KernelWorld(runner);
        ActorRef<int>? adapted = null;
        var watched = world.Spawn(new Script { Start = context => adapted = context.Adapt<int>(n => n) }, "watched");
        world.Settle(watched);
        var given = new TaskCompletionSource<IActorRef>();
        var script = new Script { Signal = (_, signal) => given.SetResult(((Signal.Terminated)signal).Actor) };
        world.Spawn(script, "by-adapter").Do(context => context.Watch(adapted!));
        var other = Watcher(world);
        other.Do(context => context.Watch(watched));
        world.Settle(other);
        world.Await(world.System.StopAsync(watched));
        world.Await(given.Task).ShouldBeSameAs(adapted);
        world.Await("end of /test/watched");
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_restart_of_the_watched_is_no_end_and_of_the_watcher_ends_its_watches(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var quick = Supervision.Restart(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        var watched = world.Spawn(Failing(world), "watched", supervision: quick);
        var restarting = world.Spawn(Failing(world), "restarting", supervision: quick);
        var watcher = Watcher(world);
        foreach (var actor in (ActorRef<object>[])[watcher, restarting])
            actor.Do(context => context.Watch(watched));
        watched.Tell("fail");
        restarting.Tell("fail");
        world.Settle(watched);
        world.Settle(restarting);
        world.Settle(watcher);
        world.Journal.Entries.ShouldBe(["restarted", "restarted"]);
        world.Await(world.System.StopAsync(watched));
        world.Await("end of /test/watched");
        world.Settle(restarting);
        world.Journal.Count("end of /test/watched").ShouldBe(1);
    }

    [Fact]
    public void An_address_of_no_actor_cannot_be_watched()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var watcher = Watcher(world);
        watcher.Do(context => Should.Throw<ArgumentException>(() => context.Watch(new Elsewhere())));
        world.Settle(watcher);
        world.Failures.ShouldBeEmpty();
    }

    private static ActorRef<object> Watcher(KernelWorld world) => world.Spawn(
        new Script { Signal = (_, signal) => world.Journal.Add($"end of {((Signal.Terminated)signal).Actor.Path}") }, "watcher");

    private static Script Failing(KernelWorld world) => new()
    {
        Receive = (_, _) => throw new Planned("failure"),
        Signal = (_, signal) => world.Journal.Add(signal is Signal.Restarted ? "restarted" : "end"),
    };

    private sealed class Elsewhere : ActorRef<int>
    {
        public override ActorPath Path => new("/elsewhere");

        public override void Tell(int message)
        {
        }

        public override bool TryTell(int message) => false;
    }
}
