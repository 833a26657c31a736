using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Crash;

/// <summary>The check of histories can fail.</summary>
public class TaskHistoryTests
{
    private static readonly DateTimeOffset Due = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_whole_history_has_no_problem() => Problems(Steps()).ShouldBeEmpty();

    [Fact]
    public void A_task_that_is_gone_is_a_problem() => TaskHistory.Problems(null, []).ShouldNotBeEmpty();

    [Fact]
    public void A_missing_step_is_a_problem() => Problems([.. Steps().Where(step => step.Entry.Seq != 2)]).ShouldNotBeEmpty();

    [Fact]
    public void A_repeated_step_is_a_problem() => Problems([.. Steps(), Steps()[^1]]).ShouldNotBeEmpty();

    [Fact]
    public void A_start_before_its_due_time_is_a_problem() =>
        Problems(With(1, entry => entry with { At = Due.AddMilliseconds(-1) })).ShouldContain(problem => problem.Contains("before it was due"));

    [Fact]
    public void An_end_of_another_attempt_is_a_problem() =>
        Problems(With(2, entry => entry with { AttemptId = new AttemptId(Guid.NewGuid()) })).ShouldContain(problem => problem.Contains("not open"));

    [Fact]
    public void An_epoch_that_goes_back_is_a_problem()
    {
        var steps = Steps();
        steps[2] = steps[2] with { Epoch = 1 };
        Problems(steps).ShouldContain(problem => problem.Contains("epoch"));
    }

    [Fact]
    public void An_attempt_that_never_ends_is_a_problem() => Problems(Steps()[..2]).ShouldContain(problem => problem.Contains("never ended"));

    private static List<string> Problems(IReadOnlyList<RecordedStep> steps) => [.. TaskHistory.Problems(Final(), steps)];

    private static TaskSnapshot Final() => Walk()[^1].After;

    private static RecordedStep[] With(int index, Func<HistoryEntry, HistoryEntry> damage)
    {
        var steps = Steps();
        steps[index] = steps[index] with { Entry = damage(steps[index].Entry) };
        return steps;
    }

    private static RecordedStep[] Steps() => [.. Walk().Select((step, i) => new RecordedStep(step.Entry, 1, i + 1, i + 1, "node"))];

    private static TaskStep[] Walk()
    {
        var attempt = new AttemptId(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        var created = TaskRules.Create(new(new TaskId("t"), new() { Executor = "noop" }, Due, Due));
        var started = TaskRules.Start(created.After, attempt, new WorkerId("w"), 1, Due)!;
        return [created, started, AttemptRules.Finish(started.After, attempt, new AttemptOutcome.Succeeded(null), Due, 0)];
    }
}
