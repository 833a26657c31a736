using Akka.Scheduler.Domain.Timing;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Timing;

public sealed class TtlQueueTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(1);
    private readonly TtlQueueRig _rig = new();

    [Fact]
    public void Entries_fire_by_deadline_and_then_in_the_order_of_their_making()
    {
        _rig.SetIn("second", -1);
        _rig.SetIn("third", -1);
        _rig.Queue.Set("first", DateTimeOffset.MinValue);
        _rig.Queue.Set("never", DateTimeOffset.MaxValue);

        _rig.Run();

        _rig.FiredKeys.ShouldBe(["first", "second", "third"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_time_to_live_makes_no_entry(int ticks)
    {
        _rig.Queue.Set("a", TimeSpan.FromTicks(ticks), _rig.Now).ShouldBeFalse();

        _rig.Queue.Waiting.ShouldBe(0);
        _rig.Queue.NextDeadline.ShouldBeNull();
    }

    [Fact]
    public void The_longest_time_to_live_ends_at_the_end_of_time()
    {
        _rig.Queue.Set("a", TimeSpan.MaxValue, _rig.Now).ShouldBeTrue();

        _rig.Queue.NextDeadline.ShouldBe(DateTimeOffset.MaxValue);
        _rig.Run().Wake.ShouldBe(DefaultDelay);
    }

    [Fact]
    public void The_wake_time_is_exact_and_the_entry_fires_once()
    {
        _rig.SetIn("a", 2);

        _rig.Run().ShouldBe(new TtlPass(0, 0, TimeSpan.FromMilliseconds(2), Blocked: false));
        _rig.RunAfter(TimeSpan.FromMilliseconds(3)).ShouldBe(new TtlPass(1, 0, DefaultDelay, Blocked: false));
        _rig.Run().Fired.ShouldBe(0);
    }

    [Fact]
    public void An_entry_fires_exactly_at_its_deadline_and_not_one_tick_before()
    {
        _rig.SetIn("a", 5);

        _rig.RunAfter(TimeSpan.FromMilliseconds(5) - Tick).ShouldBe(new TtlPass(0, 0, Tick, Blocked: false));
        _rig.RunAfter(Tick).Fired.ShouldBe(1);
    }

    [Fact]
    public void A_reschedule_replaces_the_entry()
    {
        _rig.SetIn("a", 5);
        _rig.SetIn("a", 3).ShouldBeTrue();

        _rig.Queue.Waiting.ShouldBe(1);
        _rig.Queue.NextDeadline.ShouldBe(_rig.Now.AddMilliseconds(3));
        _rig.Run().Wake.ShouldBe(TimeSpan.FromMilliseconds(3));
        _rig.RunAfter(TimeSpan.FromMilliseconds(4)).Fired.ShouldBe(1);
        _rig.RunAfter(TimeSpan.FromMilliseconds(4)).Fired.ShouldBe(0);
    }

    [Fact]
    public void A_reschedule_pulls_an_entry_out_of_flight()
    {
        _rig.SetIn("a", 0);
        _rig.Run();
        var first = _rig.Submissions.Single();

        _rig.SetIn("a", 7).ShouldBeTrue();

        (_rig.Queue.Waiting, _rig.Queue.Pending, _rig.Queue.InFlight).ShouldBe((1, 0, 0));
        _rig.Run().ShouldBe(new TtlPass(0, 0, TimeSpan.FromMilliseconds(7), Blocked: false));
        _rig.Complete(first).ShouldBeFalse();
        _rig.RunAfter(TimeSpan.FromMilliseconds(7)).Fired.ShouldBe(1);
    }

    [Fact]
    public void Only_a_change_of_the_earliest_deadline_asks_for_a_new_timer()
    {
        _rig.SetIn("a", 10).ShouldBeTrue();
        _rig.SetIn("b", 20).ShouldBeFalse();
        _rig.SetIn("c", 10).ShouldBeFalse();
        _rig.SetIn("d", 5).ShouldBeTrue();
        _rig.SetIn("d", 30).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void A_removed_entry_never_fires(int milliseconds)
    {
        _rig.SetIn("a", 5);
        _rig.Now += TimeSpan.FromMilliseconds(milliseconds);

        _rig.Queue.Remove("a").ShouldBeTrue();

        _rig.Run().Fired.ShouldBe(0);
        _rig.RunAfter(TimeSpan.FromHours(1)).Fired.ShouldBe(0);
        _rig.Queue.Remove("a").ShouldBeFalse();
    }

    [Fact]
    public void Removing_an_entry_in_flight_empties_both_sets()
    {
        _rig.SetIn("a", 0);
        _rig.Run();

        _rig.Queue.Remove("a").ShouldBeTrue();

        (_rig.Queue.Waiting, _rig.Queue.Pending, _rig.Queue.InFlight).ShouldBe((0, 0, 0));
        _rig.Fail(_rig.Submissions.Single()).ShouldBeFalse();
        _rig.RunAfter(TimeSpan.FromHours(1)).Fired.ShouldBe(0);
    }

    [Fact]
    public void A_failed_entry_rests_for_the_delay_and_one_tick()
    {
        _rig.Poison("a");
        _rig.SetIn("a", 0);

        _rig.Run().Fired.ShouldBe(1);
        _rig.RunAfter(TimeSpan.FromMilliseconds(500)).Fired.ShouldBe(0);
        _rig.RunAfter(TimeSpan.FromMilliseconds(500)).ShouldBe(new TtlPass(0, 0, Tick, Blocked: false));
        _rig.RunAfter(Tick).ShouldBe(new TtlPass(1, 1, DefaultDelay, Blocked: false));
    }

    [Fact]
    public void Losing_the_role_returns_what_is_pending_to_waiting_and_stops_firing()
    {
        _rig.SetIn("a", 0);
        _rig.Run();
        (_rig.Queue.Waiting, _rig.Queue.Pending).ShouldBe((0, 1));

        _rig.Queue.RoleChange(active: false);

        (_rig.Queue.Waiting, _rig.Queue.Pending, _rig.Queue.InFlight).ShouldBe((1, 0, 0));
        _rig.RunAfter(TimeSpan.FromHours(1)).ShouldBe(new TtlPass(0, 0, DefaultDelay, Blocked: false));
        _rig.Queue.RoleChange();
        _rig.Run().Fired.ShouldBe(1);
    }

    [Fact]
    public void A_change_of_role_keeps_the_order_and_forgets_failures()
    {
        _rig.Poison("b");
        foreach (var key in new[] { "a", "b", "c" }) _rig.SetIn(key, 0);
        _rig.Run();

        _rig.Queue.RoleChange();
        _rig.Run();

        _rig.FiredKeys.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Fifty_one_due_entries_take_two_passes_and_no_sleep_between_them()
    {
        _rig.SetMany("k", 51);

        _rig.Run().ShouldBe(new TtlPass(50, 0, TimeSpan.Zero, Blocked: false));
        _rig.Run().ShouldBe(new TtlPass(1, 0, DefaultDelay, Blocked: false));
    }

    [Fact]
    public void Eleven_failed_entries_take_two_passes_and_no_sleep_between_them()
    {
        _rig.SetMany("k", 11);
        _rig.Run();
        _rig.Submissions.ForEach(submission => _rig.Fail(submission).ShouldBeTrue());

        _rig.RunAfter(TimeSpan.FromSeconds(1) + Tick).ShouldBe(new TtlPass(10, 10, TimeSpan.Zero, Blocked: false));
        _rig.Run().ShouldBe(new TtlPass(1, 1, DefaultDelay, Blocked: false));
    }

    [Fact]
    public void A_completed_entry_is_gone()
    {
        _rig.SetIn("a", 0);
        _rig.Run();

        _rig.Complete(_rig.Submissions.Single()).ShouldBeTrue();

        (_rig.Queue.Waiting, _rig.Queue.Pending).ShouldBe((0, 0));
        _rig.Complete(_rig.Submissions.Single()).ShouldBeFalse();
    }

    [Fact]
    public void The_callback_may_complete_its_own_entry_and_set_others()
    {
        var queue = _rig.Queue;
        _rig.SetIn("a", 0);

        var pass = queue.Run(_rig.Now, submission =>
        {
            queue.Complete(submission.Key, submission.Token).ShouldBeTrue();
            if (submission.Key == "a") queue.Set("b", _rig.Now);
        });

        pass.Fired.ShouldBe(2);
        (queue.Waiting, queue.Pending).ShouldBe((0, 0));
    }

    [Fact]
    public void A_callback_that_reschedules_its_entry_and_then_throws_does_not_fail_the_new_deadline()
    {
        _rig.SetIn("a", 0);
        _rig.Queue.Run(_rig.Now, _ =>
        {
            _rig.SetIn("a", 5);
            throw new InvalidOperationException("After the reschedule.");
        });

        (_rig.Queue.Waiting, _rig.Queue.Pending).ShouldBe((1, 0));
        _rig.RunAfter(TimeSpan.FromMilliseconds(5)).Fired.ShouldBe(1);
    }

    [Fact]
    public void A_pass_cannot_be_started_from_its_own_callback()
    {
        _rig.SetIn("a", 0);
        InvalidOperationException? refused = null;
        _rig.Queue.Run(_rig.Now, _ => refused = Should.Throw<InvalidOperationException>(() => _rig.Queue.Run(_rig.Now, _ => { })));

        refused.ShouldNotBeNull();
    }

    [Fact]
    public void A_pace_of_nothing_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new TtlQueue<int>(new TtlQueueOptions { FireBatch = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => new TtlQueue<int>(new TtlQueueOptions { RetryDelay = TimeSpan.Zero }));
    }

    [Fact]
    public void A_hundred_thousand_entries_come_out_in_order_without_allocation_after_they_are_made()
    {
        const int count = 120_000;
        var queue = new TtlQueue<int>(new TtlQueueOptions { FireBatch = count, MaxPending = count });
        var random = new Random(7);
        for (var i = 0; i < count; i++) queue.Set(i, TtlQueueRig.Start.AddMilliseconds(random.Next(1_000_000)));
        var last = DateTimeOffset.MinValue;
        var ordered = true;
        void Fire(TtlQueue<int>.Submission submission)
        {
            ordered &= submission.Deadline >= last;
            last = submission.Deadline;
            queue.Complete(submission.Key, submission.Token);
        }

        Action<TtlQueue<int>.Submission> fire = Fire;
        queue.Run(TtlQueueRig.Start.AddMilliseconds(-1), fire);
        for (var i = 0; i < 1000; i++) queue.Set(i, TtlQueueRig.Start);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) queue.Set(i, TtlQueueRig.Start.AddMilliseconds(i));
        var fired = queue.Run(TtlQueueRig.Start.AddDays(1), fire).Fired;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        fired.ShouldBe(count);
        ordered.ShouldBeTrue();
        // What the runtime allocates when a method is first compiled or tiered up is not the queue's; one byte an entry would be.
        allocated.ShouldBeLessThan(count);
    }
}
