using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class DeterministicGroupTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly DeterministicDispatcher _dispatcher = new(1, DateTimeOffset.UnixEpoch);
    private readonly DeterministicGroup _node;
    private readonly Journal _journal = new();
    private readonly ActorRef<object> _actor;

    public DeterministicGroupTests()
    {
        _node = _dispatcher.CreateGroup("node");
        var system = ActorSystem.Create("node", new ActorSystemOptions { Time = _node.Time, Dispatcher = _node, Seed = 1 });
        _actor = system.Spawn(
            (Script.Recording(_journal) with
            {
                Start = context =>
                {
                    context.Timers.StartPeriodic("tick", "tick", Second);
                    context.PipeToSelf(Loop(context.Time), () => "loop ended", failure => failure);
                },
            }).Props(),
            "actor");
        _dispatcher.RunUntilIdle();
    }

    [Fact]
    public void A_running_group_takes_part()
    {
        _dispatcher.Advance(2.5 * Second);
        _journal.Entries.Order().ShouldBe(["loop", "loop", "tick", "tick"]);
    }

    [Fact]
    public void A_paused_group_stands_still_and_catches_up()
    {
        _node.Pause();
        _node.Pause();
        _node.IsPaused.ShouldBeTrue();
        _actor.Tell("message");
        _dispatcher.Advance(10.5 * Second);
        _journal.Entries.ShouldBeEmpty();

        _node.Resume();
        _dispatcher.RunUntilIdle();
        _journal.Entries.Order().ShouldBe(["loop", "message", "tick"]);
        _dispatcher.Advance(Second);
        _journal.Count("tick").ShouldBe(2);
    }

    [Fact]
    public void A_killed_group_never_runs_again_not_even_its_ends()
    {
        _actor.Tell("waiting");
        _node.Kill();
        _actor.Tell("late");
        _node.Resume();
        _node.Post(() => _journal.Add("posted"));
        _dispatcher.Advance(10 * Second);
        _node.IsKilled.ShouldBeTrue();
        _journal.Entries.ShouldBeEmpty();
        _dispatcher.Time.NextDue.ShouldBeNull("a killed group leaves no timer behind");
    }

    [Fact]
    public void A_group_killed_while_paused_stays_dead()
    {
        _node.Pause();
        _actor.Tell("waiting");
        _node.Kill();
        _node.Resume();
        _dispatcher.Advance(10 * Second);
        _journal.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void Other_groups_are_not_touched()
    {
        var other = _dispatcher.CreateGroup("other");
        other.Post(() => _ = Loop(other.Time));
        _node.Kill();
        _dispatcher.Advance(2.5 * Second);
        _journal.Entries.ShouldBe(["loop", "loop"]);
    }

    [Fact]
    public void A_task_completed_by_another_group_continues_in_its_own()
    {
        var other = _dispatcher.CreateGroup("other");
        var done = new TaskCompletionSource();
        _node.Post(() => _ = Await());
        _dispatcher.RunUntilIdle();
        _node.Pause();
        other.Post(done.SetResult);
        _dispatcher.RunUntilIdle();
        _journal.Entries.ShouldBeEmpty();
        _node.Resume();
        _dispatcher.RunUntilIdle();
        _journal.Entries.ShouldBe(["continued in True"]);

        async Task Await()
        {
            await done.Task;
            _journal.Add($"continued in {SynchronizationContext.Current == _node.Context}");
        }
    }

    [Fact]
    public void An_exception_of_posted_work_reaches_the_driver()
    {
        _node.Post(() => throw new Planned("bug"));
        Should.Throw<Planned>(() => _dispatcher.RunUntilIdle());
    }

    private async Task Loop(TimeProvider time)
    {
        while (true)
        {
            await Task.Delay(Second, time);
            _journal.Add("loop");
        }
    }
}
