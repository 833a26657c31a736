using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Domain.Tasks.TaskCase;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

public sealed class TaskRulesTests
{
    private static readonly TaskTemplate Perishable = Template with { Ttl = TimeSpan.FromSeconds(30) };

    [Fact]
    public void A_task_starts_at_its_due_instant_and_not_one_tick_before()
    {
        TaskRules.Start(Pending(), Attempt(1), Worker, 1, Due.AddTicks(-1)).ShouldBeNull();
        TaskRules.Start(Pending(), Attempt(1), Worker, 1, Due)!.After.Open.ShouldBe(new(Attempt(1), Worker, Due, Due.AddMinutes(1), 1));
    }

    [Fact]
    public void A_running_task_is_not_started_again() => TaskRules.Start(Pending().Started(), Attempt(2), Worker, 2, Due).ShouldBeNull();

    [Fact]
    public void Exactly_at_its_expiry_a_task_has_expired_and_one_tick_before_it_starts()
    {
        var (task, end) = (Pending(Perishable), Due.AddSeconds(30));
        TaskRules.Expire(task, end.AddTicks(-1)).ShouldBeNull();
        task.Started(at: end.AddTicks(-1)).State.ShouldBe(TaskState.Running);
        TaskRules.Start(task, Attempt(1), Worker, 1, end).ShouldBeNull();
        var expired = TaskRules.Expire(task, end)!.After;
        (expired.State, expired.Reason, expired.FinishedAt).ShouldBe((TaskState.Expired, "ttl", end));
    }

    [Fact]
    public void A_task_that_has_started_once_is_past_its_ttl()
    {
        var retrying = Pending(Perishable).Started().Ended(Boom).After;
        TaskRules.Expire(retrying, Due.AddHours(1)).ShouldBeNull();
        retrying.Started(2, Due.AddHours(1)).State.ShouldBe(TaskState.Running);
    }

    [Fact]
    public void A_waiting_task_is_cancelled_at_once()
    {
        var step = TaskRules.Cancel(Pending(), "not needed", Due, Grace)!;
        (step.After.State, step.Entry.Detail).ShouldBe((TaskState.Cancelled, "not needed"));
    }

    [Fact]
    public void Cancelling_a_running_task_records_the_wish_once_and_leaves_the_attempt_open()
    {
        var running = Pending().Started();
        var wish = TaskRules.Cancel(running, null, Due, Grace)!;
        (wish.After.State, wish.After.CancelRequested, wish.After.Open).ShouldBe((TaskState.Running, true, running.Open! with { Deadline = Due + Grace }));
        wish.Entry.Type.ShouldBe(TransitionType.CancelRequested);
        TaskRules.Cancel(wish.After, null, Due, Grace).ShouldBeNull();
    }

    [Fact]
    public void A_finished_task_is_neither_cancelled_nor_changed()
    {
        var done = Pending().Started().Ended(Ok).After;
        TaskRules.Cancel(done, null, Due, Grace).ShouldBeNull();
        TaskRules.Change(done, new(TaskPriority.High, null, null), Due).ShouldBeNull();
    }

    [Fact]
    public void A_patch_changes_what_it_names_and_nothing_else()
    {
        var later = Due.AddHours(1);
        var task = Pending();
        var changed = TaskRules.Change(task, new(TaskPriority.Urgent, later, null), Due)!.After;
        (changed.NextStartAt, changed.Spec.DueAt).ShouldBe((later, later));
        changed.Spec.Template.ShouldBe(task.Spec.Template with { Priority = TaskPriority.Urgent });
    }

    [Fact]
    public void The_due_instant_changes_only_before_the_first_start()
    {
        var patch = new TaskPatch(null, Due.AddHours(1), null);
        var running = Pending().Started();
        TaskRules.Change(running, patch, Due).ShouldBeNull();
        TaskRules.Change(running.Ended(Boom).After, patch, Due).ShouldBeNull();
        TaskRules.Change(running, new(TaskPriority.High, null, null), Due)!.After.Open.ShouldBe(running.Open);
    }

    [Fact]
    public void A_redriven_task_is_due_at_once_with_all_its_retries_and_its_ttl_counts_anew()
    {
        var at = Due.AddHours(2);
        var failed = Pending(Perishable with { Retry = RetryPolicy.None }).Started().Ended(Boom).After;
        var again = TaskRules.Redrive(failed, at)!.After;
        (again.State, again.Failures, again.NextStartAt, again.Error, again.FinishedAt, again.Attempt)
            .ShouldBe((TaskState.Pending, 0, at, null, null, 1));
        TaskRules.Expire(again, at.AddSeconds(30).AddTicks(-1)).ShouldBeNull();
        TaskRules.Expire(again, at.AddSeconds(30)).ShouldNotBeNull();
        again.Started(2).Attempt.ShouldBe(2);
    }

    [Fact]
    public void Only_a_finished_task_is_redriven()
    {
        TaskRules.Redrive(Pending(), Due).ShouldBeNull();
        TaskRules.Redrive(Pending().Started(), Due).ShouldBeNull();
    }
}
