using Akka.Scheduler.Domain.Queues;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Queues;

public sealed class QueueChangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private static readonly QueueSettings Plain = QueueSettings.Of("mails");

    [Fact]
    public void A_pause_says_who_when_and_why()
    {
        var paused = new QueueChange.Pause("disk full", "anna").ApplyTo(Plain, Now).ShouldNotBeNull();

        (paused.Paused, paused.PausedAt, paused.PausedBy, paused.PausedReason, paused.Version).ShouldBe((true, Now, "anna", "disk full", 1));
    }

    [Fact]
    public void A_second_pause_changes_the_reason_and_nothing_else()
    {
        var paused = new QueueChange.Pause("disk full", "anna").ApplyTo(Plain, Now)!;

        new QueueChange.Pause(null, "bert").ApplyTo(paused, Now.AddHours(1)).ShouldBeNull();
        new QueueChange.Pause("disk broken", "bert").ApplyTo(paused, Now.AddHours(1)).ShouldBe(paused with { PausedReason = "disk broken", Version = 2 });
    }

    [Fact]
    public void A_resume_takes_the_pause_away_and_leaves_the_limits()
    {
        var limited = new QueueChange.Limit(3, 2.5).ApplyTo(Plain, Now)!;
        var paused = new QueueChange.Pause(null, "anna").ApplyTo(limited, Now)!;

        new QueueChange.Resume().ApplyTo(paused, Now).ShouldBe(limited with { Version = 3 });
        new QueueChange.Resume().ApplyTo(limited, Now).ShouldBeNull();
    }

    [Fact]
    public void A_limit_that_is_left_out_stays_and_0_takes_it_away()
    {
        var both = new QueueChange.Limit(3, 2.5).ApplyTo(Plain, Now)!;
        var one = new QueueChange.Limit(0, null).ApplyTo(both, Now)!;

        (one.MaxConcurrency, one.RatePerSecond, one.Version).ShouldBe((null, 2.5, 2));
        new QueueChange.Limit(0, 2.5).ApplyTo(one, Now).ShouldBeNull();
        new QueueChange.Limit(null, 0).ApplyTo(one, Now)!.IsPlain.ShouldBeTrue();
    }
}
