using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Domain.Tasks.TaskCase;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

public sealed class AttemptRulesTests
{
    private static readonly TaskTemplate Once = Template with { Delivery = DeliveryGuarantee.AtMostOnce };

    [Fact]
    public void A_failed_attempt_is_followed_by_others_until_none_is_left()
    {
        var at = Due;
        var task = Pending();
        foreach (var delay in new[] { 10, 15 })
        {
            task = task.Started(task.Attempt + 1).Ended(Boom, at).After;
            (task.State, task.NextStartAt).ShouldBe((TaskState.Retrying, at.AddSeconds(delay)));
            at = task.NextStartAt;
        }

        var dead = task.Started(3).Ended(Boom, at).After;
        (dead.State, dead.Failures, dead.Attempt, dead.Error).ShouldBe((TaskState.Failed, 3, 3, "boom"));
    }

    [Fact]
    public void A_failure_that_no_repetition_can_mend_ends_the_task() =>
        Pending().Started().Ended(Boom with { Retryable = false }).After.State.ShouldBe(TaskState.Failed);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(12, 12)]
    [InlineData(900, 15)]
    public void Of_back_off_and_retry_after_the_longer_holds_up_to_the_longest_back_off(int asked, int waits)
    {
        var step = Pending().Started().Ended(Boom with { RetryAfter = TimeSpan.FromSeconds(asked) }, Due);
        step.After.NextStartAt.ShouldBe(Due.AddSeconds(waits));
    }

    [Fact]
    public void A_lost_attempt_of_an_at_least_once_task_counts_as_failed()
    {
        var lost = AttemptRules.Lose(Pending().Started(), Due, 0)!.After;
        (lost.State, lost.Reason, lost.Failures).ShouldBe((TaskState.Retrying, "lost", 1));
    }

    [Fact]
    public void A_lost_attempt_of_an_at_most_once_task_fails_it()
    {
        var lost = AttemptRules.Lose(Pending(Once).Started(), Due, 0)!.After;
        (lost.State, lost.Reason).ShouldBe((TaskState.Failed, "lost"));
    }

    [Fact]
    public void An_at_most_once_task_is_not_repeated_however_its_attempt_failed()
    {
        var running = Pending(Once).Started();
        running.Ended(Boom).After.State.ShouldBe(TaskState.Failed);
        AttemptRules.TimeOut(running, Due.AddMinutes(1), 0)!.After.State.ShouldBe(TaskState.Failed);
    }

    [Fact]
    public void An_attempt_times_out_exactly_at_its_deadline()
    {
        var running = Pending().Started();
        AttemptRules.TimeOut(running, Due.AddMinutes(1).AddTicks(-1), 0).ShouldBeNull();
        var step = AttemptRules.TimeOut(running, Due.AddMinutes(1), 0)!;
        (step.After.State, step.After.Reason, step.After.Open).ShouldBe((TaskState.Retrying, "timeout", null));
    }

    [Fact]
    public void Without_an_open_attempt_nothing_times_out_or_is_lost()
    {
        AttemptRules.TimeOut(Pending(), Due.AddDays(1), 0).ShouldBeNull();
        AttemptRules.Lose(Pending(), Due, 0).ShouldBeNull();
    }

    [Fact]
    public void Of_success_and_cancellation_the_first_wins()
    {
        var wished = TaskRules.Cancel(Pending().Started(), null, Due, Grace)!.After;
        wished.Ended(Ok).After.State.ShouldBe(TaskState.Succeeded);
        wished.Ended(new AttemptOutcome.Cancelled(null)).After.State.ShouldBe(TaskState.Cancelled);
    }

    [Fact]
    public void A_task_that_is_to_be_cancelled_is_not_tried_again()
    {
        var wished = TaskRules.Cancel(Pending().Started(), null, Due, Grace)!.After;
        wished.Ended(Boom).After.State.ShouldBe(TaskState.Cancelled);
        wished.Ended(new AttemptOutcome.NotRun("full")).After.State.ShouldBe(TaskState.Cancelled);
        AttemptRules.Lose(wished, Due, 0)!.After.State.ShouldBe(TaskState.Cancelled);
    }

    [Fact]
    public void An_attempt_that_was_not_run_is_taken_back_with_its_number()
    {
        var step = Pending().Started().Ended(new AttemptOutcome.NotRun("full"));
        (step.After.State, step.After.Attempt, step.After.Failures, step.After.StartedAt).ShouldBe((TaskState.Pending, 0, 0, null));
        (step.Entry.Type, step.Entry.Attempt).ShouldBe((TransitionType.Returned, 1));
        step.After.Started(2).Attempt.ShouldBe(1);
    }

    [Fact]
    public void A_second_attempt_that_was_not_run_waits_among_the_retries_and_keeps_the_first_start()
    {
        var back = Pending().Started().Ended(Boom).After.Started(2).Ended(new AttemptOutcome.NotRun("full")).After;
        (back.State, back.Attempt, back.Failures, back.StartedAt).ShouldBe((TaskState.Retrying, 1, 1, Due));
    }

    [Fact]
    public void A_redriven_task_whose_first_attempt_was_not_run_has_not_started()
    {
        var redriven = TaskRules.Redrive(Pending().Started().Ended(Ok).After, Due.AddHours(1))!.After;
        redriven.Started(2).Ended(new AttemptOutcome.NotRun("full")).After.StartedAt.ShouldBeNull();
    }

    [Fact]
    public void A_result_of_an_attempt_that_is_not_open_is_a_remark_and_changes_nothing()
    {
        var running = Pending().Started();
        var step = AttemptRules.Finish(running, Attempt(9), Ok, Due, 0);
        step.After.ShouldBeSameAs(running);
        (step.Entry.Type, step.Entry.Seq, step.Entry.AttemptId).ShouldBe((TransitionType.ResultRefused, running.Version, Attempt(9)));
    }

    // A copy of the task is some 170 bytes, and most of what a task costs its owner: a second one in either step would break the bound.
    [Fact]
    public void A_start_and_a_success_copy_the_task_once_each()
    {
        const int count = 1_000;
        var (task, attempt) = (Pending(), Attempt(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++)
        {
            var started = TaskRules.Start(task, attempt, Worker, 101, Due)!.After;
            AttemptRules.Finish(started, attempt, Ok, Due, 0);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(count * 800);
    }
}
