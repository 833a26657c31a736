using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class SupervisionTests
{
    private static readonly Supervision AtOnce = Supervision.Restart(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1));

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_restart_drops_the_failing_message_to_the_hook_and_keeps_the_others(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Failing(world.Journal), supervision: Quick(2));
        actor.Do(context =>
        {
            foreach (var message in (string[])["a", "fail", "b", "c"])
                context.Self.Tell(message);
        });
        world.Await("c");
        world.Journal.Entries.ShouldBe(["start", "a", "stop", "start", "restarted 1 by fail", "b", "c"]);
        var failure = world.Failures.ShouldHaveSingleItem();
        failure.Actor.ShouldBe(actor.Path);
        failure.Message.ShouldBe("fail");
        failure.Cause.ShouldBeOfType<Planned>();
        failure.Directive.ShouldBe(SupervisionDirective.Restart);
        world.System.DeadLetters.Count.ShouldBe(0);
    }

    [Fact]
    public void Back_off_doubles_to_its_maximum_and_starts_anew_after_a_quiet_time()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var starts = new List<double>();
        var supervision = Supervision.Restart(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));
        var actor = world.Spawn(
            Failing(world.Journal) with { Start = _ => starts.Add(world.Time.GetTimestamp() / (double)TimeSpan.TicksPerSecond) },
            supervision: supervision);
        for (var i = 0; i < 5; i++)
            actor.Tell("fail");
        world.Simulation!.Advance(TimeSpan.FromSeconds(17));
        starts.ShouldBe([0, 1, 3, 7, 12, 17]);

        world.Simulation.Advance(TimeSpan.FromSeconds(60));
        actor.Tell("fail");
        world.Simulation.Advance(TimeSpan.FromSeconds(10));
        starts[^1].ShouldBe(78);
    }

    [Fact]
    public void Messages_wait_in_the_mailbox_while_the_back_off_lasts()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var supervision = Supervision.Restart(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        var actor = world.Spawn(Failing(world.Journal), capacity: 2, supervision: supervision);
        actor.Tell("fail");
        world.Simulation!.Advance(TimeSpan.FromMilliseconds(999));
        actor.TryTell("a").ShouldBeTrue();
        actor.TryTell("b").ShouldBeTrue();
        actor.TryTell("c").ShouldBeFalse();
        world.Simulation.Advance(TimeSpan.FromMilliseconds(0.9));
        world.Journal.Entries.ShouldBe(["start", "stop"]);
        world.Simulation.Advance(TimeSpan.FromMilliseconds(0.1));
        world.Journal.Entries.ShouldBe(["start", "stop", "start", "restarted 1 by fail", "a", "b"]);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void Children_of_a_failed_actor_stop_before_its_next_instance_starts(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var journal = world.Journal;
        var child = Script.Recording(journal, "child ");
        var actor = world.Spawn(
            Failing(journal) with
            {
                Start = context =>
                {
                    journal.Add("start");
                    context.Spawn(child.Props(), "child");
                },
            },
            supervision: AtOnce);
        actor.Tell("fail");
        actor.Tell("after");
        world.Await("after");
        journal.Entries.ShouldBe(["start", "child stopped", "stop", "start", "restarted 1 by fail", "after"]);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_failure_may_stop_the_actor(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Failing(world.Journal), supervision: Supervision.Stop);
        actor.Tell("fail");
        world.Await("stop");
        world.Await(world.System.StopAsync(actor));
        world.Journal.Entries.ShouldBe(["start", "stop"]);
        world.Failures.ShouldHaveSingleItem().Directive.ShouldBe(SupervisionDirective.Stop);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void The_exception_decides(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var supervision = Supervision.Decide(failure => failure is Planned ? SupervisionDirective.Restart : SupervisionDirective.Stop)
            with
        { MinBackoff = TimeSpan.Zero };
        var actor = world.Spawn(Failing(world.Journal), supervision: supervision);
        actor.Tell("fail");
        actor.Tell("a");
        actor.Do(_ => throw new FormatException());
        world.Await("stop", 2);
        world.Journal.Entries.ShouldBe(["start", "stop", "start", "restarted 1 by fail", "a", "stop"]);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void An_escalated_failure_is_the_parents(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var journal = world.Journal;
        ActorRef<object>? child = null;
        var childScript = Failing(journal) with { Start = _ => journal.Add("child start"), Stop = () => journal.Add("child stop") };
        var parent = world.Spawn(
            Failing(journal) with
            {
                Start = context =>
                {
                    journal.Add("start");
                    child = context.Spawn(childScript.Props(supervision: Supervision.Escalate), "child");
                },
            },
            supervision: AtOnce);
        world.Await("child start");
        child!.Tell("fail");
        child.Tell("never handled");
        world.Await("child start", 2);
        world.Settle(parent);
        journal.Entries.Where(entry => entry != "child start").ShouldBe(["start", "child stop", "stop", "start", "restarted 1 by fail"]);
        world.Failures.Select(failure => (failure.Actor.Name, failure.Directive)).ShouldBe(
            [("child", SupervisionDirective.Escalate), ("actor", SupervisionDirective.Restart)]);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_failure_escalated_at_the_top_stops_the_actor(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Failing(world.Journal), supervision: Supervision.Escalate);
        actor.Tell("fail");
        world.Await("stop");
        world.Failures.ShouldHaveSingleItem().Directive.ShouldBe(SupervisionDirective.Escalate);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_start_that_fails_is_tried_again(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var attempts = 0;
        var actor = world.Spawn(
            Failing(world.Journal) with { Start = _ => { if (++attempts < 4) throw new Planned($"attempt {attempts}"); } },
            supervision: Quick(1));
        actor.Tell("waited");
        world.Await("waited");
        attempts.ShouldBe(4);
        world.Journal.Entries.ShouldBe(["stop", "stop", "stop", "restarted 3 by attempt 3", "waited"]);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_failing_signal_handler_is_a_failure_like_any_other(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var watched = world.Spawn(new Script(), "watched");
        var actor = world.Spawn(
            Failing(world.Journal) with { Signal = (_, signal) => { if (signal is Signal.Terminated) throw new Planned("signal"); } },
            supervision: AtOnce);
        actor.Do(context => context.Watch(watched));
        world.Settle(actor);
        world.Await(world.System.StopAsync(watched));
        world.Await("start", 2);
        world.Failures.ShouldHaveSingleItem().Message.ShouldBe(new Signal.Terminated(watched));
    }

    [Fact]
    public void What_a_failed_instance_had_begun_does_not_reach_the_next_one()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var done = new TaskCompletionSource<int>();
        CancellationToken token = default;
        var actor = world.Spawn(Failing(world.Journal), supervision: AtOnce);
        actor.Do(context =>
        {
            token = context.Stopped;
            context.Timers.StartSingle("t", "of the old timer", TimeSpan.FromSeconds(1));
            context.PipeToSelf(done.Task, _ => "of the old task", _ => "failure");
        });
        actor.Tell("fail");
        world.Simulation!.RunUntilIdle();
        token.IsCancellationRequested.ShouldBeTrue();
        actor.Do(context => context.Stopped.IsCancellationRequested.ShouldBeFalse());
        done.SetResult(0);
        world.Simulation.Advance(TimeSpan.FromSeconds(2));
        world.Journal.Entries.ShouldBe(["start", "stop", "start", "restarted 1 by fail"]);
        world.Failures.Length.ShouldBe(1);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void An_actor_that_waits_for_its_restart_can_be_stopped(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var supervision = Supervision.Restart(TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1));
        var actor = world.Spawn(Failing(world.Journal), supervision: supervision);
        actor.Tell("fail");
        world.Await("stop");
        actor.Tell("waiting");
        world.Await(world.System.StopAsync(actor));
        world.System.DeadLetters.Count.ShouldBe(1);
        world.Journal.Entries.ShouldBe(["start", "stop"]);
    }

    [Fact]
    public void A_rule_that_throws_stops_the_actor()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var actor = world.Spawn(Failing(world.Journal), supervision: Supervision.Decide(_ => throw new FormatException()));
        actor.Tell("fail");
        world.Await("stop");
        world.Failures.ShouldHaveSingleItem().Directive.ShouldBe(SupervisionDirective.Stop);
    }

    private static Supervision Quick(int milliseconds) =>
        Supervision.Restart(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    private static Script Failing(Journal journal) => new()
    {
        Receive = (_, message) =>
        {
            if (message is "fail")
                throw new Planned("fail");
            journal.Add((string)message);
        },
        Start = _ => journal.Add("start"),
        Stop = () => journal.Add("stop"),
        Signal = (_, signal) =>
        {
            if (signal is Signal.Restarted restarted)
                journal.Add($"restarted {restarted.Restarts} by {restarted.Cause.Message}");
        },
    };
}
