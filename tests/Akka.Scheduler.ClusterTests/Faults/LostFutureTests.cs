using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.TestKit.Checking.Facts;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>A fail-over excuses what it lost, and nothing else.</summary>
public sealed class LostFutureTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly AttemptId Gone = new(Guid.NewGuid());

    private static readonly LostFuture Lost = new()
    {
        At = At,
        Tasks = new HashSet<TaskId> { new("gone") },
        Changed = new HashSet<TaskId> { new("gone"), new("set-back") },
        Attempts = new HashSet<AttemptId> { Gone },
        Revived = new HashSet<Guid>(),
        Watermarks = new Dictionary<ScheduleId, DateTimeOffset> { [new("every")] = At.AddSeconds(-5) },
        Steps = 3,
    };

    [Fact]
    public void Only_a_task_that_is_gone_and_was_asked_for_before_counts_as_unknown()
    {
        Submission[] sent = [Told("gone", -1), Told("kept", -1), Told("gone", 1)];
        Lost.Without(new() { Submissions = sent }).Submissions.Select(submission => submission.Answer).ShouldBe([Answer.Unknown, Answer.Acknowledged, Answer.Acknowledged]);
        Lost.Of(sent[..2]).ShouldBe(1);
    }

    [Fact]
    public void A_cancellation_is_excused_where_the_task_was_set_back()
    {
        TaskOrder[] orders = [Cancelled("set-back", -1), Cancelled("kept", -1), Cancelled("set-back", 1)];
        Lost.Without(new() { Orders = orders }).Orders.Select(order => order.Answer).ShouldBe([Answer.Unknown, Answer.Acknowledged, Answer.Acknowledged]);
    }

    [Fact]
    public void The_work_of_an_attempt_whose_start_is_gone_is_left_out()
    {
        var kept = new Effect(new("set-back"), new(Guid.NewGuid()), Ends: false, At);
        Lost.Without(new() { Effects = [new(new("set-back"), Gone, Ends: false, At), kept] }).Effects.ShouldBe([kept]);
    }

    [Fact]
    public void A_watermark_is_left_out_that_was_ahead_of_what_remained()
    {
        WatermarkSample[] samples = [Seen(-10, -10), Seen(-2, -2), Seen(1, -5), Seen(9, 8)];
        Lost.Without(new() { Watermarks = samples }).Watermarks.ShouldBe([samples[0], samples[2], samples[3]]);
    }

    private static Submission Told(string task, int seconds) => new(new(task), Answer.Acknowledged, At.AddSeconds(seconds), At.AddSeconds(seconds));

    private static TaskOrder Cancelled(string task, int seconds) => new(new(task), CommandKind.Cancel, Answer.Acknowledged, At.AddSeconds(seconds), At.AddSeconds(seconds));

    private static WatermarkSample Seen(int seconds, int watermark) => new(new("every"), At.AddSeconds(seconds), At.AddSeconds(watermark));
}
