using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

public sealed class DependencyRulesTests
{
    private static readonly DateTimeOffset Now = TaskCase.Due.AddMinutes(3);

    [Fact]
    public void A_task_that_waits_for_others_is_made_blocked_and_does_not_start()
    {
        var task = Waiting(DependencyPolicy.Fail, 2);
        (task.State, task.Blocked, task.Settled, task.NextStartAt).ShouldBe((TaskState.Pending, 2, "..", DependencyRules.Never));
        TaskRules.Start(task, TaskCase.Attempt(1), TaskCase.Worker, 1, Now).ShouldBeNull();
        TaskRules.Start(task with { NextStartAt = Now }, TaskCase.Attempt(1), TaskCase.Worker, 1, Now).ShouldBeNull();
    }

    [Fact]
    public void The_last_success_lets_it_start_when_it_is_due_and_not_before_now()
    {
        var one = Settled(Waiting(DependencyPolicy.Fail, 2), new Settlement(1, TaskState.Succeeded));
        (one.After.Blocked, one.After.Settled, one.After.NextStartAt).ShouldBe((1, ".s", DependencyRules.Never));
        one.Entry.Detail.ShouldBe("parent-1 succeeded; 1 left");

        var both = Settled(one.After, new Settlement(0, TaskState.Succeeded)).After;
        (both.State, both.Blocked, both.NextStartAt).ShouldBe((TaskState.Pending, 0, Now));
        both.Started(at: Now).State.ShouldBe(TaskState.Running);

        var early = DependencyRules.Settle(one.After, [new(0, TaskState.Succeeded)], TaskCase.Due.AddMinutes(-1))!.After;
        early.NextStartAt.ShouldBe(TaskCase.Due);
    }

    [Fact]
    public void Several_ends_are_one_step_and_a_repeated_one_is_none()
    {
        var step = Settled(Waiting(DependencyPolicy.Run, 3), new(0, TaskState.Failed), new(2, TaskState.Cancelled), new(0, TaskState.Succeeded));
        (step.After.Settled, step.After.Blocked, step.After.Version).ShouldBe(("f.c", 1, 2));
        DependencyRules.Settle(step.After, [new(2, TaskState.Succeeded), new(7, TaskState.Succeeded), new(-1, TaskState.Failed)], Now).ShouldBeNull();
    }

    [Theory]
    [InlineData(DependencyPolicy.Fail, TaskState.Failed, TaskState.Failed)]
    [InlineData(DependencyPolicy.Fail, TaskState.Expired, TaskState.Failed)]
    [InlineData(DependencyPolicy.Cancel, TaskState.Cancelled, TaskState.Cancelled)]
    public void A_parent_that_did_not_succeed_ends_it_at_once_as_the_policy_says(DependencyPolicy policy, TaskState end, TaskState expected)
    {
        var step = Settled(Waiting(policy, 2), new Settlement(0, end));
        (step.Entry.Type, step.After.State, step.After.Reason, step.After.FinishedAt).ShouldBe((TransitionType.DependencySettled, expected, "dependencyFailed", Now));
        step.Entry.Detail.ShouldBe($"parent-0 {TaskStatusText.Of(end)}; 1 left");
        if (expected == TaskState.Failed) step.After.Error.ShouldBe($"task 'parent-0', on which it depends, is {TaskStatusText.Of(end)}");
        DependencyRules.Settle(step.After, [new(1, TaskState.Succeeded)], Now).ShouldBeNull();
    }

    [Theory]
    [InlineData(DependencyCondition.Success, TaskState.Succeeded, true)]
    [InlineData(DependencyCondition.Success, TaskState.Failed, false)]
    [InlineData(DependencyCondition.Failure, TaskState.Succeeded, false)]
    [InlineData(DependencyCondition.Failure, TaskState.Failed, true)]
    [InlineData(DependencyCondition.Failure, TaskState.Expired, true)]
    [InlineData(DependencyCondition.End, TaskState.Cancelled, true)]
    public void A_task_whose_condition_is_not_met_is_not_needed(DependencyCondition when, TaskState end, bool runs)
    {
        var after = Settled(Waiting(DependencyPolicy.Fail, 1, when), new Settlement(0, end)).After;
        (after.State, after.Reason).ShouldBe(runs ? (TaskState.Pending, null) : (TaskState.Cancelled, "notNeeded"));
    }

    [Fact]
    public void A_blocked_task_expires_is_cancelled_and_moves_its_due_instant()
    {
        var task = Waiting(DependencyPolicy.Fail, 1, ttl: TimeSpan.FromMinutes(1));
        task.NextStartAt.ShouldBe(TaskCase.Due.AddMinutes(1));
        TaskRules.Expire(task, task.NextStartAt)!.After.State.ShouldBe(TaskState.Expired);
        TaskRules.Cancel(task, null, Now, TimeSpan.Zero)!.After.Blocked.ShouldBe(0);
        TaskRules.Change(task, new(null, Now, null), Now)!.After.NextStartAt.ShouldBe(Now.AddMinutes(1));
    }

    [Fact]
    public void A_redriven_task_waits_for_nobody()
    {
        var failed = Settled(Waiting(DependencyPolicy.Fail, 2), new Settlement(0, TaskState.Failed)).After;
        var again = TaskRules.Redrive(failed, Now)!.After;
        (again.Blocked, again.NextStartAt).ShouldBe((0, Now));
        DependencyRules.Settle(again, [new(1, TaskState.Succeeded)], Now).ShouldBeNull();
    }

    private static TaskStep Settled(TaskSnapshot task, params Settlement[] news) => DependencyRules.Settle(task, news, Now).ShouldNotBeNull();

    private static TaskSnapshot Waiting(DependencyPolicy policy, int parents, DependencyCondition when = default, TimeSpan? ttl = null) =>
        TaskRules.Create(new(new("child"), TaskCase.Template with { Ttl = ttl }, TaskCase.Due, TaskCase.Due.AddMinutes(-5))
        {
            Dependencies = new([.. Enumerable.Range(0, parents).Select(i => new Dependency(new($"parent-{i}"), when))], policy),
        }).After;
}
