using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class DedicatedThreadTests
{
    [Fact]
    public void Messages_timers_and_continuations_run_on_the_one_thread()
    {
        using var world = new KernelWorld(Runner.Thread);
        var thread = world.Thread!;
        var seen = new List<bool>();
        var actor = world.Spawn(new Script
        {
            Receive = (context, message) =>
            {
                seen.Add(thread.IsCurrent);
                world.Journal.Add((string)message);
            },
        });
        actor.Do(context =>
        {
            context.Timers.StartSingle("timer", "timed", TimeSpan.FromMilliseconds(1));
            context.PipeToSelf(ResumedAsync(thread, seen), static () => "piped", static failure => failure.Message);
        });
        actor.Tell("told");
        world.Await("told");
        world.Await("timed");
        world.Await("piped");
        world.Settle(actor);

        seen.ShouldBe([true, true, true, true]);
        thread.IsCurrent.ShouldBeFalse();
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_instants_and_cancelled_ones_not_at_all()
    {
        var clock = new SetClock();
        using var thread = new DedicatedThread("test", clock);
        var journal = new Journal();
        using var late = Timer(thread, () => journal.Add("late"), 30);
        using var cancelled = Timer(thread, () => journal.Add("cancelled"), 10);
        using var early = Timer(thread, () => journal.Add("early"), 20);
        cancelled.Dispose();

        clock.Now = 30;
        Await(journal.Has("late", 1));

        journal.Entries.ShouldBe(["early", "late"]);
    }

    [Fact]
    public void A_timer_that_is_changed_keeps_its_new_instant_only()
    {
        using var thread = new DedicatedThread("test", TimeProvider.System);
        var journal = new Journal();
        using var moved = Timer(thread, () => journal.Add("moved"), 1_000_000);
        moved.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Await(journal.Has("moved", 1));

        using var next = Timer(thread, () => journal.Add("next"), 1);
        Await(journal.Has("next", 1));

        journal.Entries.ShouldBe(["moved", "next"]);
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_disposed()
    {
        using var thread = new DedicatedThread("test", TimeProvider.System);
        var journal = new Journal();
        var ticks = thread.Time.CreateTimer(_ => journal.Add("tick"), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        Await(journal.Has("tick", 3));

        ticks.Dispose();
        using var last = Timer(thread, () => journal.Add("last"), 5);
        Await(journal.Has("last", 1));

        journal.Entries[^1].ShouldBe("last");
    }

    [Fact]
    public void What_waits_is_done_before_the_thread_ends_and_what_comes_later_is_dropped()
    {
        var thread = new DedicatedThread("test", TimeProvider.System);
        var journal = new Journal();
        using var waiting = Timer(thread, () => journal.Add("waiting"), 0);
        thread.Dispose();
        thread.Join();
        using var late = Timer(thread, () => journal.Add("late"), 0);

        journal.Entries.ShouldBe(["waiting"]);
    }

    private static ITimer Timer(DedicatedThread thread, Action act, int milliseconds) =>
        thread.Time.CreateTimer(_ => act(), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);

    private static void Await(Task task) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(30)).ShouldBeTrue();

    private static async Task ResumedAsync(DedicatedThread thread, List<bool> seen)
    {
        await Task.Run(static () => { });
        seen.Add(thread.IsCurrent);
    }

    private sealed class SetClock : TimeProvider
    {
        private long _now;

        public long Now
        {
            set => Volatile.Write(ref _now, value);
        }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Volatile.Read(ref _now);
    }
}
