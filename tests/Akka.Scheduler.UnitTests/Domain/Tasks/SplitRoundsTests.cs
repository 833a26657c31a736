using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

public sealed class SplitRoundsTests
{
    private static readonly DateTimeOffset Now = TaskCase.Due.AddSeconds(3);
    private static readonly DateTimeOffset Later = Now.AddHours(1);
    private static readonly TaskTemplate Reduce = new() { Executor = "sum", Name = "sum" };

    [Fact]
    public void A_redrive_makes_the_parts_anew_that_did_not_succeed_and_keeps_the_others()
    {
        var template = TaskCase.Template with { Ttl = TimeSpan.FromSeconds(30), TotalTimeout = TimeSpan.FromHours(2), UniqueKey = "k", Split = new TaskSplit.FanOut(3) };
        var ended = Settled(Split(TaskCase.Pending(template)), (0, TaskState.Succeeded), (1, TaskState.Failed), (2, TaskState.Cancelled));
        ended.State.ShouldBe(TaskState.Failed);
        TaskRules.Redrive(ended, Later).ShouldBeNull();

        var (step, parts) = SplitRounds.RunAgain(ended, Later).ShouldNotBeNull();

        var after = step.After;
        (after.State, after.Blocked, after.Settled, after.StartedAt, after.CancelRequested).ShouldBe((TaskState.Pending, 2, "s..", Later, false));
        (after.Error, after.Reason, after.Result, after.FinishedAt, after.Spec.DueAt).ShouldBe((null, null, null, null, Later));
        (step.Entry.Type, step.Entry.Detail, (DateTimeOffset?)after.NextStartAt).ShouldBe((TransitionType.Redriven, "2 of 3 parts run again", Later.AddHours(2)));
        after.Spec.Dependencies!.On.Select(each => each.Task.Value).ShouldBe(["task-1.0", "task-1.1~2", "task-1.2~2"]);
        parts.Select(part => (part.Id.Value, part.Part!.Index, part.DueAt, part.Deadline)).ShouldBe([("task-1.1~2", 1, Later, Later.AddHours(2)), ("task-1.2~2", 2, Later, Later.AddHours(2))]);
        var work = template with { Split = null, UniqueKey = null, TotalTimeout = null };
        parts.ShouldAllBe(part => part.Template == work);
        TaskRules.Expire(after, Later.AddMinutes(10)).ShouldBeNull();

        var again = Settled(after, parts.Select(part => (part.Part!.Edge!.Value, TaskState.Succeeded)).ToArray());
        (again.State, again.Result!.Data).ShouldBe((TaskState.Succeeded, """{"parts":3,"succeeded":3,"failed":0}"""));
        SplitRounds.RunAgain(again, Later).ShouldBeNull();
        TaskRules.Redrive(again, Later).ShouldBeNull();
        SplitRounds.Refusal(again).ShouldContain("all its parts have succeeded");
    }

    [Fact]
    public void News_of_a_part_of_an_earlier_round_says_nothing_of_the_part_that_has_its_place()
    {
        var ended = Settled(Split(TaskCase.Pending(Fan(2))), (0, TaskState.Succeeded), (1, TaskState.Failed));

        var (step, parts) = SplitRounds.RunAgain(ended, Later).ShouldNotBeNull();

        DependencyRules.Settle(step.After, [new(1, TaskState.Failed)], Later).ShouldBeNull();
        DependencyRules.Settle(step.After, [new(parts[0].Part!.Edge!.Value + 2, TaskState.Failed)], Later).ShouldBeNull();
        var failed = Settled(step.After, (parts[0].Part!.Edge!.Value, TaskState.Failed));
        var third = SplitRounds.RunAgain(failed, Later).ShouldNotBeNull();
        third.Parts.ShouldHaveSingleItem().Id.Value.ShouldBe("task-1.1~3");
        DependencyRules.Settle(third.Step.After, [new(parts[0].Part!.Edge!.Value, TaskState.Failed)], Later).ShouldBeNull();
    }

    [Fact]
    public void What_it_waited_for_itself_keeps_its_place_and_is_not_waited_for_again()
    {
        var spec = new TaskSpec(new("c"), Fan(2), TaskCase.Due, TaskCase.Due) { Dependencies = new([new(new("a"))], DependencyPolicy.Run) };
        var split = SplitRules.Split(Settled(TaskRules.Create(spec).After, (0, TaskState.Failed)), [], Later).ShouldNotBeNull().Step.After;
        var ended = Settled(split, (1, TaskState.Failed), (2, TaskState.Succeeded));

        var (step, parts) = SplitRounds.RunAgain(ended, Later).ShouldNotBeNull();

        (step.After.Settled, step.After.Blocked, step.After.Spec.EdgeOf(0)).ShouldBe(("f.s", 1, 0));
        step.After.Spec.EdgeOf(parts[0].Part!.Edge!.Value).ShouldBe(1);
    }

    [Fact]
    public void What_reduces_runs_after_the_new_parts_and_alone_where_it_alone_failed()
    {
        var whole = Split(TaskCase.Pending(Fan(2) with { Queue = "q", Priority = TaskPriority.Low, Split = new TaskSplit.FanOut(2) { Reduce = Reduce } }));
        var (step, parts) = SplitRounds.RunAgain(Settled(whole, (0, TaskState.Failed), (1, TaskState.Succeeded)), Later).ShouldNotBeNull();
        var work = parts.ShouldHaveSingleItem().Template;
        (work.Executor, work.Queue, work.Priority, work.Split).ShouldBe((TaskCase.Template.Executor, "q", TaskPriority.Low, null));

        var ready = Settled(step.After, (parts[0].Part!.Edge!.Value, TaskState.Succeeded));
        var started = TaskRules.Start(ready, TaskCase.Attempt(1), TaskCase.Worker, 1, Later).ShouldNotBeNull().After;
        started.Spec.Template.Executor.ShouldBe("sum");
        var failed = AttemptRules.Finish(started, TaskCase.Attempt(1), new AttemptOutcome.Failed("boom", null) { Retryable = false }, Later, 0).ShouldNotBeNull().After;
        SplitRounds.RunAgain(failed, Later).ShouldBeNull();
        TaskRules.Redrive(failed, Later).ShouldNotBeNull().After.Blocked.ShouldBe(0);
    }

    [Fact]
    public void A_broadcast_binds_its_new_parts_to_the_same_workers()
    {
        var whole = SplitRules.Split(TaskCase.Pending(TaskCase.Template with { Split = new TaskSplit.Broadcast(TaskTemplate.NoLabels) }), [new("w1"), new("w2")], Now).ShouldNotBeNull().Step.After;

        var (_, parts) = SplitRounds.RunAgain(Settled(whole, (0, TaskState.Succeeded), (1, TaskState.Expired)), Later).ShouldNotBeNull();

        var part = parts.ShouldHaveSingleItem();
        (part.Part!.Bound!.Value.Value, part.Template.Requires["node"], part.Template.OnLost).ShouldBe(("w2", "w2", LossPolicy.Fail));
    }

    [Fact]
    public void It_does_not_run_again_before_it_has_ended_or_beyond_its_bounds_or_where_nothing_was_kept()
    {
        var whole = Split(TaskCase.Pending(Fan(1)));
        SplitRounds.RunAgain(whole, Later).ShouldBeNull();
        var ended = Settled(whole, (0, TaskState.Failed));
        for (var round = 2; round <= SplitRounds.Most; round++)
        {
            var (step, parts) = SplitRounds.RunAgain(ended, Later).ShouldNotBeNull();
            ended = Settled(step.After, (parts[0].Part!.Edge!.Value, TaskState.Failed));
        }

        SplitRounds.RunAgain(ended, Later).ShouldBeNull();
        SplitRounds.Refusal(ended).ShouldContain("99 times");
        var old = ended with { Spec = ended.Spec with { Template = ended.Spec.Template with { Split = new TaskSplit.Done(false) } } };
        SplitRounds.RunAgain(old, Later).ShouldBeNull();
        TaskRules.Redrive(old, Later).ShouldBeNull();
        TaskRules.Redrive(old with { Spec = old.Spec with { Template = old.Spec.Template with { Split = new TaskSplit.Done(true) } } }, Later).ShouldNotBeNull();
        var tooLong = ended with { Spec = ended.Spec with { Id = new(new string('x', 197)), Template = ended.Spec.Template with { Split = new TaskSplit.Done(false) { Rounds = 1 } } } };
        SplitRounds.RunAgain(tooLong, Later).ShouldBeNull();
        SplitRounds.Refusal(tooLong).ShouldContain("too long");
    }

    private static TaskTemplate Fan(int parts) => TaskCase.Template with { Split = new TaskSplit.FanOut(parts) };

    private static TaskSnapshot Split(TaskSnapshot whole) => SplitRules.Split(whole, [], Now).ShouldNotBeNull().Step.After;

    private static TaskSnapshot Settled(TaskSnapshot whole, params (int Edge, TaskState End)[] ends) =>
        DependencyRules.Settle(whole, [.. ends.Select(end => new Settlement(end.Edge, end.End))], Later).ShouldNotBeNull().After;
}
