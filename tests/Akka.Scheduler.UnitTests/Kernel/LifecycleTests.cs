using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class LifecycleTests
{
    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void An_actor_starts_before_its_first_message_and_stops_after_its_last(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Script.Recording(world.Journal) with { Start = _ => world.Journal.Add("started") });
        actor.Tell("message");
        world.Settle(actor);
        world.Await(world.System.StopAsync(actor));
        world.Journal.Entries.ShouldBe(["started", "message", "stopped"]);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void Children_stop_before_their_parents_end_runs(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var journal = world.Journal;
        var leaf = Script.Recording(journal, "leaf ");
        var middle = Script.Recording(journal, "middle ") with { Start = context => context.Spawn(leaf.Props(), "leaf") };
        var top = world.Spawn(Script.Recording(journal, "top ") with
        {
            Start = context =>
            {
                context.Spawn(middle.Props(), "left");
                context.Spawn(middle.Props(), "right");
            },
        });
        world.Settle(top);
        world.Await(world.System.StopAsync(top));

        journal.Entries.Length.ShouldBe(5);
        journal.Entries[^1].ShouldBe("top stopped");
        journal.Entries[0].ShouldBe("leaf stopped");
        Array.LastIndexOf(journal.Entries, "leaf stopped").ShouldBeLessThan(Array.LastIndexOf(journal.Entries, "middle stopped"));
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_name_is_taken_while_its_child_lives_and_free_afterwards(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var child = Script.Recording(world.Journal, "child ");
        ActorRef<object>? first = null;
        var parent = world.Spawn(new Script
        {
            Start = context =>
            {
                first = context.Spawn(child.Props(), "name");
                context.Watch(first);
                Should.Throw<InvalidOperationException>(() => context.Spawn(child.Props(), "name"));
            },
            Signal = (context, _) => context.Spawn(child.Props(), "name").Tell("second"),
        });
        parent.Do(context => context.Stop(first!));
        world.Await("child second");
        world.Journal.Entries.ShouldBe(["child stopped", "child second"]);
        world.Failures.ShouldBeEmpty();
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void Only_its_own_children_can_be_stopped_by_an_actor(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var stranger = world.Spawn(new Script(), "stranger");
        var actor = world.Spawn(new Script());
        actor.Do(context => Should.Throw<ArgumentException>(() => context.Stop(stranger)));
        world.Settle(actor);
        world.Settle(stranger);
        world.Failures.ShouldBeEmpty();
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void The_stop_token_is_cancelled_when_the_actor_stops(Runner runner)
    {
        using var world = new KernelWorld(runner);
        CancellationToken token = default;
        var actor = world.Spawn(new Script { Start = context => token = context.Stopped });
        world.Settle(actor);
        token.IsCancellationRequested.ShouldBeFalse();
        world.Await(world.System.StopAsync(actor));
        token.IsCancellationRequested.ShouldBeTrue();
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_stopping_actor_starts_nothing_new(Runner runner)
    {
        using var world = new KernelWorld(runner);
        IActorContext<object>? context = null;
        var actor = world.Spawn(new Script
        {
            Start = own => context = own,
            Stop = () =>
            {
                Should.Throw<InvalidOperationException>(() => context!.Spawn(new Script().Props(), "late"));
                context!.Timers.StartSingle("late", "late", TimeSpan.Zero);
                context.Timers.IsActive("late").ShouldBeFalse();
                context.Stopped.IsCancellationRequested.ShouldBeTrue();
                world.Journal.Add("checked");
            },
        });
        world.Await(world.System.StopAsync(actor));
        world.Journal.Entries.ShouldBe(["checked"]);
        world.Failures.ShouldBeEmpty();
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_failing_end_is_reported_and_ends_all_the_same(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(new Script { Stop = () => throw new Planned("end") });
        world.Await(world.System.StopAsync(actor));
        var failure = world.Failures.ShouldHaveSingleItem();
        failure.Cause.ShouldBeOfType<Planned>();
        failure.Directive.ShouldBeNull();
    }

    [Fact]
    public void An_actor_has_no_context_in_its_constructor() =>
        Should.Throw<InvalidOperationException>(() => new Early()).Message.ShouldContain("OnStart");

    [Theory, InlineData(""), InlineData("a/b")]
    public void Names_that_would_break_a_path_are_refused(string name)
    {
        using var world = new KernelWorld(Runner.Simulated);
        Should.Throw<ArgumentException>(() => world.Spawn(new Script(), name));
    }

    [Fact]
    public void A_path_names_each_actor_below_its_parent()
    {
        using var world = new KernelWorld(Runner.Simulated);
        ActorRef<object>? child = null;
        var actor = world.Spawn(new Script { Start = context => child = context.Spawn(new Script().Props(), "child") }, "parent");
        world.Settle(actor);
        child!.Path.Value.ShouldBe("/test/parent/child");
        child.Path.Name.ShouldBe("child");
        child.ToString().ShouldBe("/test/parent/child");
    }

    private sealed class Early : Actor<int>
    {
        public Early() => Context.StopSelf();

        protected override void Receive(int message)
        {
        }
    }
}
