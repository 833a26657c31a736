using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class VirtualTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly VirtualTime _time = new(Start, seed: 1);

    [Fact]
    public void The_clock_and_the_timestamp_move_together_and_only_when_told()
    {
        var stamp = _time.GetTimestamp();
        _time.GetUtcNow().ShouldBe(Start);
        _time.Advance(90 * Second);
        _time.GetUtcNow().ShouldBe(Start + (90 * Second));
        _time.GetElapsedTime(stamp).ShouldBe(90 * Second);
        _time.LocalTimeZone.ShouldBe(TimeZoneInfo.Utc);
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_instant()
    {
        var seen = new List<(string, DateTimeOffset)>();
        Arm("c", 3);
        Arm("a", 1);
        Arm("b", 2);
        _time.NextDue.ShouldBe(Start + Second);
        _time.Advance(2 * Second);
        seen.ShouldBe([("a", Start + Second), ("b", Start + (2 * Second))]);
        _time.Advance(2 * Second);
        seen[^1].ShouldBe(("c", Start + (3 * Second)));
        _time.NextDue.ShouldBeNull();

        void Arm(string name, int seconds) =>
            _time.CreateTimer(_ => seen.Add((name, _time.GetUtcNow())), null, seconds * Second, Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_changed_or_disposed()
    {
        var count = 0;
        var timer = _time.CreateTimer(_ => count++, null, Second, 2 * Second);
        _time.Advance(5 * Second);
        count.ShouldBe(3);
        timer.Change(10 * Second, Timeout.InfiniteTimeSpan).ShouldBeTrue();
        _time.Advance(9 * Second);
        count.ShouldBe(3);
        _time.Advance(20 * Second);
        count.ShouldBe(4);
        timer.Change(Second, Second).ShouldBeTrue();
        timer.Dispose();
        timer.Change(Second, Second).ShouldBeFalse();
        _time.Advance(20 * Second);
        count.ShouldBe(4);
    }

    [Fact]
    public void A_timer_armed_by_a_callback_fires_within_the_same_advance()
    {
        var done = false;
        _time.CreateTimer(
            _ => _time.CreateTimer(_ => done = true, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan), null, Second, Timeout.InfiniteTimeSpan);
        _time.Advance(Second);
        done.ShouldBeTrue();
    }

    [Fact]
    public void The_frameworks_own_waits_run_on_it()
    {
        var dispatcher = new DeterministicDispatcher(1, Start);
        using var source = new CancellationTokenSource(5 * Second, dispatcher.Time);
        var log = new List<string>();
        dispatcher.Post(() => _ = Work());
        dispatcher.Advance(10 * Second);
        log.ShouldBe(["delay at 1", "tick at 2", "tick at 3", "timeout at 4", "cancelled at 5"]);

        async Task Work()
        {
            await Task.Delay(Second, dispatcher.Time);
            Log("delay");
            using (var timer = new PeriodicTimer(Second, dispatcher.Time))
            {
                await timer.WaitForNextTickAsync();
                Log("tick");
                await timer.WaitForNextTickAsync();
                Log("tick");
            }

            try
            {
                await new TaskCompletionSource().Task.WaitAsync(Second, dispatcher.Time);
            }
            catch (TimeoutException)
            {
                Log("timeout");
            }

            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, dispatcher.Time, source.Token);
            }
            catch (OperationCanceledException)
            {
                Log("cancelled");
            }
        }

        void Log(string what) => log.Add($"{what} at {(dispatcher.Time.GetUtcNow() - Start).TotalSeconds}");
    }

    [Fact]
    public void The_clock_of_a_simulation_is_moved_by_its_dispatcher_only() =>
        Should.Throw<InvalidOperationException>(() => new DeterministicDispatcher(1, Start).Time.Advance(Second));

    [Fact]
    public void Time_does_not_go_back() => Should.Throw<ArgumentOutOfRangeException>(() => _time.Advance(-Second));
}
