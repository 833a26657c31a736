using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class ShutdownTests
{
    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void Top_level_actors_stop_one_after_the_other_the_latest_first(Runner runner)
    {
        using var world = new KernelWorld(runner);
        for (var i = 1; i <= 4; i++)
        {
            var name = $"{i} ";
            world.Spawn(
                Script.Recording(world.Journal, name) with
                {
                    Start = context => context.Spawn(Script.Recording(world.Journal, $"child of {name}").Props(), "child"),
                },
                $"actor-{i}");
        }

        world.Await(world.System.ShutdownAsync(TimeSpan.FromSeconds(30)));
        world.Journal.Entries.ShouldBe(
        [
            "child of 4 stopped", "4 stopped", "child of 3 stopped", "3 stopped",
            "child of 2 stopped", "2 stopped", "child of 1 stopped", "1 stopped",
        ]);
    }

    [Fact]
    public void Shutdown_gives_up_at_its_limit_and_names_who_is_left()
    {
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        using var world = new KernelWorld(Runner.Pool);
        world.Spawn(Script.Recording(world.Journal, "first "), "first");
        world.Spawn(new Script(), "stuck").Do(_ =>
        {
            entered.Set();
            release.Wait();
        });
        entered.Wait();
        var shutdown = world.System.ShutdownAsync(TimeSpan.FromMilliseconds(50));
        var failure = Should.Throw<TimeoutException>(() => world.Await(shutdown));
        failure.Message.ShouldContain("/test/stuck");
        world.Await("first stopped");
        release.Set();
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_system_that_shuts_down_starts_no_actor(Runner runner)
    {
        using var world = new KernelWorld(runner);
        world.Await(world.System.ShutdownAsync(TimeSpan.FromSeconds(30)));
        Should.Throw<InvalidOperationException>(() => world.Spawn(new Script()));
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void An_actor_stopped_before_or_twice_is_no_obstacle(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Script.Recording(world.Journal));
        var first = world.System.StopAsync(actor);
        var second = world.System.StopAsync(actor);
        world.Await(first);
        world.Await(second);
        world.Await(world.System.StopAsync(actor));
        world.Journal.Entries.ShouldBe(["stopped"]);
    }

    [Fact]
    public void Only_a_top_level_actor_is_stopped_by_the_system()
    {
        using var world = new KernelWorld(Runner.Simulated);
        ActorRef<object>? child = null;
        world.Settle(world.Spawn(new Script { Start = context => child = context.Spawn(new Script().Props(), "child") }));
        Should.Throw<ArgumentException>(() => { _ = world.System.StopAsync(child!); });
    }
}
