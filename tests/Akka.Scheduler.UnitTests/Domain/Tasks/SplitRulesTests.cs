using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

public sealed class SplitRulesTests
{
    private static readonly DateTimeOffset Now = TaskCase.Due.AddSeconds(3);
    private static readonly TaskTemplate Reduce = new() { Executor = "sum", Payload = "{}", Name = "sum", Timeout = TimeSpan.FromMinutes(9) };

    [Fact]
    public void A_split_is_the_start_of_the_task_and_makes_its_parts_due_at_once()
    {
        var whole = TaskCase.Pending(Fan(3, ttl: TimeSpan.FromSeconds(10)) with { UniqueKey = "k", TotalTimeout = TimeSpan.FromHours(1), Priority = TaskPriority.High });

        var split = SplitRules.Split(whole, [], Now).ShouldNotBeNull();

        var after = split.Step.After;
        (after.State, after.Spec.Parts, after.Blocked, after.Settled, after.StartedAt).ShouldBe((TaskState.Pending, 3, 3, "...", Now));
        (split.Step.Entry.Type, split.Step.Entry.Detail).ShouldBe((TransitionType.Split, "split into 3 parts"));
        (after.Spec.Template.UniqueKey, (DateTimeOffset?)after.NextStartAt).ShouldBe(("k", whole.Spec.EndsAt));
        TaskRules.Expire(after, Now.AddHours(2)).ShouldBeNull();
        split.Parts.Select(part => (part.Id.Value, part.Part!.Edge)).ShouldBe([("task-1.0", 0), ("task-1.1", 1), ("task-1.2", 2)]);
        split.Parts.ShouldAllBe(part => part.DueAt == Now && part.Deadline == whole.Spec.EndsAt && part.Template.UniqueKey == null && part.Template.Split == null);
        split.Parts.ShouldAllBe(part => part.Template.Priority == TaskPriority.High && part.Template.Ttl == TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void It_is_not_split_before_it_is_due_or_unblocked_nor_after_its_ttl_nor_twice()
    {
        var whole = TaskCase.Pending(Fan(2, ttl: TimeSpan.FromSeconds(10)));

        SplitRules.Split(whole, [], TaskCase.Due.AddTicks(-1)).ShouldBeNull();
        SplitRules.Split(whole, [], TaskCase.Due.AddSeconds(10)).ShouldBeNull();
        SplitRules.Split(whole with { Blocked = 1, Settled = "." }, [], Now).ShouldBeNull();
        SplitRules.Split(Split(whole), [], Now).ShouldBeNull();
        TaskRules.Start(whole, TaskCase.Attempt(1), TaskCase.Worker, 1, Now).ShouldBeNull();
        TaskRules.Start(Split(whole) with { Blocked = 0 }, TaskCase.Attempt(1), TaskCase.Worker, 1, Now.AddYears(10)).ShouldBeNull();
    }

    [Fact]
    public void Its_own_dependencies_keep_their_places_before_the_parts()
    {
        var spec = new TaskSpec(new("c"), Fan(2), TaskCase.Due, TaskCase.Due) { Dependencies = new([new(new("a")), new(new("b"))], DependencyPolicy.Run) };
        var waiting = DependencyRules.Settle(TaskRules.Create(spec).After, [new(0, TaskState.Failed), new(1, TaskState.Succeeded)], Now).ShouldNotBeNull().After;

        var split = SplitRules.Split(waiting, [], Now).ShouldNotBeNull();

        split.Step.After.Spec.Dependencies!.On.Select(each => each.Task.Value).ShouldBe(["a", "b", "c.0", "c.1"]);
        (split.Step.After.Settled, split.Step.After.Spec.FirstPart, split.Step.After.Spec.Dependencies.Policy).ShouldBe(("fs..", 2, DependencyPolicy.Run));
        split.Parts[1].Part!.Edge.ShouldBe(3);
    }

    [Fact]
    public void Without_reduce_it_ends_with_its_last_part_and_says_how_many_succeeded()
    {
        var whole = Split(TaskCase.Pending(Fan(3, DependencyPolicy.Run)));

        var step = DependencyRules.Settle(Settled(whole, (0, TaskState.Succeeded), (1, TaskState.Failed)), [new(2, TaskState.Succeeded)], Now).ShouldNotBeNull();

        (step.After.State, step.Entry.Type, step.After.FinishedAt).ShouldBe((TaskState.Succeeded, TransitionType.DependencySettled, Now));
        step.After.Result.ShouldBe(new(0, "2 of 3 parts succeeded", """{"parts":3,"succeeded":2,"failed":1}"""));
        TaskRules.Redrive(step.After, Now).ShouldBeNull();
    }

    [Fact]
    public void With_reduce_it_has_the_work_of_that_and_the_place_of_its_own_and_runs_at_the_end()
    {
        var whole = Split(TaskCase.Pending(Fan(2) with { Split = new TaskSplit.FanOut(2) { Reduce = Reduce }, Queue = "q", Priority = TaskPriority.Low }));
        (whole.Spec.Template.Executor, whole.Spec.Template.Name, whole.Spec.Template.Timeout).ShouldBe(("sum", "sum", Reduce.Timeout));
        (whole.Spec.Template.Queue, whole.Spec.Template.Priority).ShouldBe(("q", TaskPriority.Low));

        var ready = Settled(whole, (0, TaskState.Succeeded), (1, TaskState.Succeeded));

        (ready.State, ready.NextStartAt, ready.Blocked).ShouldBe((TaskState.Pending, Now, 0));
        TaskRules.Start(ready, TaskCase.Attempt(1), TaskCase.Worker, 1, Now).ShouldNotBeNull().After.StartedAt.ShouldBe(whole.StartedAt);
    }

    [Theory]
    [InlineData(DependencyPolicy.Fail, TaskState.Failed)]
    [InlineData(DependencyPolicy.Cancel, TaskState.Cancelled)]
    public void A_failed_part_has_the_others_cancelled_and_it_ends_with_the_last_of_them(DependencyPolicy policy, TaskState end)
    {
        var failing = Settled(Split(TaskCase.Pending(Fan(3, policy))), (1, TaskState.Failed));

        (failing.State, failing.CancelRequested, failing.Reason, failing.Error).ShouldBe((TaskState.Pending, true, TaskReason.DependencyFailed, "part 'task-1.1' is failed"));
        TaskRules.Cancel(failing, null, Now, TaskCase.Grace).ShouldBeNull();
        var ended = Settled(failing, (0, TaskState.Cancelled), (2, TaskState.Succeeded));
        (ended.State, ended.Reason, ended.Error).ShouldBe((end, TaskReason.DependencyFailed, "part 'task-1.1' is failed"));
    }

    [Fact]
    public void To_cancel_it_waits_for_its_parts_and_its_deadline_does_too()
    {
        var whole = Split(TaskCase.Pending(Fan(2) with { TotalTimeout = TimeSpan.FromMinutes(1) }));

        var cancelling = TaskRules.Cancel(whole, "enough", Now, TaskCase.Grace).ShouldNotBeNull();
        var late = TaskRules.GiveUp(whole, TaskCase.Due.AddMinutes(1)).ShouldNotBeNull();

        (cancelling.Entry.Type, cancelling.After.State, cancelling.After.NextStartAt).ShouldBe((TransitionType.CancelRequested, TaskState.Pending, DependencyRules.Never));
        UniqueRules.Replace(whole, new("other"), Now).ShouldBeNull();
        TaskRules.GiveUp(cancelling.After, TaskCase.Due.AddHours(1)).ShouldBeNull();
        var ended = Settled(cancelling.After, (0, TaskState.Cancelled), (1, TaskState.Cancelled));
        (ended.State, ended.Reason, ended.Result!.Data).ShouldBe((TaskState.Cancelled, TaskReason.Cancelled, """{"parts":2,"succeeded":0,"failed":2}"""));
        (Settled(late.After, (0, TaskState.Failed), (1, TaskState.Failed)).State, late.After.Reason).ShouldBe((TaskState.Failed, TaskReason.Deadline));
    }

    [Fact]
    public void A_broadcast_waits_for_workers_and_binds_a_part_to_each()
    {
        var template = TaskCase.Template with { Requires = new Dictionary<string, string> { ["zone"] = "a" }, Split = new TaskSplit.Broadcast(new Dictionary<string, string> { ["gpu"] = "yes" }) };
        var whole = TaskCase.Pending(template);
        var labels = new Dictionary<string, string> { ["zone"] = "a", ["gpu"] = "yes", ["node"] = "w1" };

        SplitRules.Fits(template, ["noop"], labels).ShouldBeTrue();
        SplitRules.Fits(template, ["http"], labels).ShouldBeFalse();
        SplitRules.Fits(template, ["noop"], new Dictionary<string, string> { ["zone"] = "a" }).ShouldBeFalse();
        SplitRules.Split(whole, [], Now).ShouldBeNull();
        var split = SplitRules.Split(whole, [new("w1"), new("w2")], Now).ShouldNotBeNull();

        split.Step.Entry.Detail.ShouldBe("split into 2 parts: w1, w2");
        split.Parts.Select(part => (part.Part!.Bound!.Value.Value, part.Template.Requires["node"], part.Template.OnLost)).ShouldBe([("w1", "w1", LossPolicy.Fail), ("w2", "w2", LossPolicy.Fail)]);
        var stranded = AttemptRules.Strand(TaskRules.Create(split.Parts[0]).After, Now).ShouldNotBeNull().After;
        (stranded.State, stranded.Reason).ShouldBe((TaskState.Failed, TaskReason.Lost));
        AttemptRules.Strand(whole, Now).ShouldBeNull();
    }

    [Fact]
    public void After_a_redrive_it_is_split_without_waiting_for_what_it_had_not_heard_of()
    {
        var spec = new TaskSpec(new("c"), Fan(2), TaskCase.Due, TaskCase.Due) { Dependencies = new([new(new("a"))], DependencyPolicy.Fail) };
        var cancelled = TaskRules.Cancel(TaskRules.Create(spec).After, null, Now, TaskCase.Grace).ShouldNotBeNull().After;
        var split = Split(TaskRules.Redrive(cancelled, Now).ShouldNotBeNull().After);

        (split.Settled, split.Blocked).ShouldBe(("w..", 2));
        DependencyRules.Settle(split, [new(0, TaskState.Failed)], Now).ShouldBeNull();
    }

    private static TaskTemplate Fan(int parts, DependencyPolicy policy = DependencyPolicy.Fail, TimeSpan? ttl = null) =>
        TaskCase.Template with { Ttl = ttl, Split = new TaskSplit.FanOut(parts) { OnPartFailure = policy } };

    private static TaskSnapshot Split(TaskSnapshot whole) => SplitRules.Split(whole, [], Now).ShouldNotBeNull().Step.After;

    private static TaskSnapshot Settled(TaskSnapshot whole, params (int Edge, TaskState End)[] ends) =>
        DependencyRules.Settle(whole, [.. ends.Select(end => new Settlement(end.Edge, end.End))], Now).ShouldNotBeNull().After;
}
