using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Domain.Tasks.TaskCase;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

public sealed class DeadlineTests
{
    private static readonly DateTimeOffset End = Due.AddMinutes(2);

    [Fact]
    public void Exactly_at_its_deadline_a_waiting_task_has_failed_and_not_a_tick_before()
    {
        var task = Bound();
        TaskRules.GiveUp(task, End.AddTicks(-1)).ShouldBeNull();
        TaskRules.Start(task, Attempt(1), Worker, 1, End).ShouldBeNull();
        var step = TaskRules.GiveUp(task, End)!;
        (step.After.State, step.After.Reason, step.Entry.Type, step.Entry.AttemptId).ShouldBe((TaskState.Failed, TaskReason.Deadline, TransitionType.Failed, null));
    }

    [Fact]
    public void A_total_timeout_counts_from_the_due_instant_and_moves_with_it()
    {
        var task = Pending(Template with { TotalTimeout = TimeSpan.FromMinutes(2) });
        task.Spec.EndsAt.ShouldBe(End);
        TaskRules.Change(task, new(null, Due.AddHours(1), null), Due)!.After.Spec.EndsAt.ShouldBe(End.AddHours(1));
    }

    [Theory]
    [InlineData(60, 120, "ttl")]
    [InlineData(120, 120, "ttl")]
    [InlineData(180, 120, "deadline")]
    public void Of_ttl_and_deadline_the_earlier_one_ends_a_task_that_has_not_started(int ttl, int total, string reason)
    {
        var task = Pending(Template with { Ttl = TimeSpan.FromSeconds(ttl), TotalTimeout = TimeSpan.FromSeconds(total) });
        task.GivenUpAt.ShouldBe(Due.AddSeconds(Math.Min(ttl, total)));
        TaskRules.GiveUp(task, Due.AddHours(1))!.After.Reason.ShouldBe(reason);
    }

    [Fact]
    public void An_attempt_ends_with_the_task_at_the_latest_and_is_told_so()
    {
        var running = Bound().Started(at: End.AddSeconds(-30));
        running.Open!.Deadline.ShouldBe(End);
        var step = AttemptRules.TimeOut(running, End, 0)!;
        (step.After.State, step.After.Reason).ShouldBe((TaskState.Failed, TaskReason.Deadline));
    }

    [Fact]
    public void A_failure_whose_next_attempt_would_begin_at_the_deadline_or_later_is_final()
    {
        var failed = Bound().Started(at: End.AddSeconds(-20)).Ended(Boom, End.AddSeconds(-10));
        (failed.After.State, failed.After.Reason, failed.After.Error).ShouldBe((TaskState.Failed, TaskReason.Deadline, "boom"));
        var again = Bound().Started(at: End.AddSeconds(-20)).Ended(Boom, End.AddSeconds(-10).AddTicks(-1));
        again.After.State.ShouldBe(TaskState.Retrying);
        again.After.GivenUpAt.ShouldBe(End);
    }

    [Fact]
    public void Success_after_the_deadline_stands_while_the_attempt_is_open() =>
        Bound().Started(at: End.AddSeconds(-1)).Ended(Ok, End.AddSeconds(1)).After.State.ShouldBe(TaskState.Succeeded);

    [Fact]
    public void A_redrive_gives_the_same_time_again()
    {
        var dead = TaskRules.GiveUp(Bound(), End)!.After;
        TaskRules.Redrive(dead, End.AddHours(5))!.After.Spec.Deadline.ShouldBe(End.AddHours(5).AddMinutes(2));
    }

    [Fact]
    public void A_due_instant_moves_neither_to_the_deadline_nor_past_it()
    {
        TaskRules.Change(Bound(), new(null, End, null), Due).ShouldBeNull();
        TaskRules.Change(Bound(), new(null, End.AddTicks(-1), null), Due).ShouldNotBeNull();
    }

    [Fact]
    public void A_cancellation_moves_the_end_of_a_running_attempt_to_the_end_of_its_grace_and_never_later()
    {
        var running = Pending().Started();
        var soon = TaskRules.Cancel(running, null, Due.AddSeconds(1), Grace)!.After;
        soon.Open!.Deadline.ShouldBe(Due.AddSeconds(31));
        TaskRules.Cancel(running, null, Due.AddSeconds(1), TimeSpan.FromHours(1))!.After.Open!.Deadline.ShouldBe(running.Open!.Deadline);
        AttemptRules.TimeOut(soon, Due.AddSeconds(30), 0).ShouldBeNull();
        var given = AttemptRules.TimeOut(soon, Due.AddSeconds(31), 0)!;
        (given.After.State, given.Entry.Type).ShouldBe((TaskState.Cancelled, TransitionType.Cancelled));
        given.Entry.Detail.ShouldNotBeNull().ShouldContain("did not end");
        AttemptRules.Finish(given.After, Attempt(1), Ok, Due.AddSeconds(40), 0).Entry.Type.ShouldBe(TransitionType.ResultRefused);
    }

    [Theory]
    [InlineData(LossPolicy.Retry, DeliveryGuarantee.AtLeastOnce, TaskState.Retrying)]
    [InlineData(LossPolicy.Fail, DeliveryGuarantee.AtLeastOnce, TaskState.Failed)]
    [InlineData(LossPolicy.Retry, DeliveryGuarantee.AtMostOnce, TaskState.Failed)]
    public void What_follows_a_loss_is_the_policy_s_choice_but_never_a_second_run_of_what_runs_at_most_once(
        LossPolicy onLost, DeliveryGuarantee delivery, TaskState state)
    {
        var lost = AttemptRules.Lose(Pending(Template with { OnLost = onLost, Delivery = delivery }).Started(), Due.AddSeconds(1), 0)!.After;
        (lost.State, lost.Reason).ShouldBe((state, TaskReason.Lost));
    }

    private static TaskSnapshot Bound() => TaskRules.Create(new(new("task-1"), Template, Due, Due.AddMinutes(-5)) { Deadline = End }).After;
}
