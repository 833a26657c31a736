using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>A fail-over excuses what it lost, and nothing else.</summary>
public sealed class LostFutureTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly AttemptId Gone = new(Guid.NewGuid());
    private static readonly ScheduleId Every = new("every");

    private static readonly LostFuture Lost = new()
    {
        At = At,
        Tasks = new HashSet<TaskId> { new("gone") },
        Steps = [Step("gone", null, TransitionType.Created, TaskState.Pending), Step("set-back", TaskState.Pending, TransitionType.Started, TaskState.Running)],
        Revived = new HashSet<Guid>(),
        Watermarks = new Dictionary<ScheduleId, DateTimeOffset> { [Every] = At.AddSeconds(-5) },
        Versions = new Dictionary<ScheduleId, long> { [Every] = 3 },
        Instants = new HashSet<(ScheduleId, DateTimeOffset)> { (Every, At.AddSeconds(-30)) },
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

    [Fact]
    public void A_version_of_a_schedule_is_left_out_that_did_not_remain()
    {
        ScheduleVersion[] versions = [Version(3, -2), Version(4, -1), Version(4, 1)];
        Lost.Without(new() { Versions = versions }).Versions.ShouldBe([versions[0], versions[2]]);
    }

    [Fact]
    public void A_backfill_is_excused_that_covers_an_instant_that_was_taken_back()
    {
        BackfillOrder[] orders = [Filled(-40, -20, -1), Filled(-20, -10, -1), Filled(-40, -20, 1)];
        Lost.Without(new() { Backfills = orders }).Backfills.Select(order => order.Answer).ShouldBe([Answer.Unknown, Answer.Acknowledged, Answer.Acknowledged]);
    }

    [Fact]
    public void What_several_fail_overs_took_back_adds_up()
    {
        var run = Lost.Without((Lost with { Tasks = new HashSet<TaskId> { new("other") } }).Without(new()));
        run.RolledBack.Tasks.ShouldBe([new("other"), new("gone")]);
        run.RolledBack.Steps.Count.ShouldBe(4);
    }

    private static LogRow Step(string task, TaskState? from, TransitionType type, TaskState to) =>
        new(0, 7, 0, 1, new(new(task), 1, type, from, to, 1, type == TransitionType.Started ? Gone : null, At.AddSeconds(-1), null));

    private static ScheduleVersion Version(long number, int seconds) => new(
        new() { Id = Every, Version = number, Trigger = new Trigger.Every(TimeSpan.FromSeconds(1)), Task = new() { Executor = "noop", Queue = "default", Retry = RetryPolicy.Default }, CreatedAt = At },
        At.AddSeconds(seconds), At.AddSeconds(seconds));

    private static BackfillOrder Filled(int from, int to, int seconds) => new(Every, At.AddSeconds(from), At.AddSeconds(to), Answer.Acknowledged, At.AddSeconds(seconds));

    private static Submission Told(string task, int seconds) => new(new(task), Answer.Acknowledged, At.AddSeconds(seconds), At.AddSeconds(seconds));

    private static TaskOrder Cancelled(string task, int seconds) => new(new(task), CommandKind.Cancel, Answer.Acknowledged, At.AddSeconds(seconds), At.AddSeconds(seconds));

    private static WatermarkSample Seen(int seconds, int watermark) => new(new("every"), At.AddSeconds(seconds), At.AddSeconds(watermark));
}
