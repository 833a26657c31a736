using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking;
using Akka.Scheduler.TestKit.Checking.Facts;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Checking;

/// <summary>What a fail-over took back excuses what was done upon it, and nothing else.</summary>
public sealed class RolledBackTests
{
    private const int Limits = 23;
    private const int Dependencies = 24;
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TaskId Parent = new("parent");
    private int _attempts;

    [Theory]
    [InlineData(3, TaskState.Succeeded, true)]
    [InlineData(3, TaskState.Failed, false)]
    [InlineData(6, TaskState.Succeeded, false)]
    public void A_task_may_start_upon_an_end_that_was_taken_back_later_if_its_policy_allows_that_end(int seconds, TaskState end, bool holds)
    {
        var run = StartedTooEarly();
        Broken(run, Dependencies).ShouldBeTrue();
        Broken(run with { RolledBack = new([End(Parent, end, null, seconds)], new HashSet<TaskId>()) }, Dependencies).ShouldBe(!holds);
    }

    [Fact]
    public void Of_a_task_that_is_gone_with_all_that_was_known_of_it_nobody_asks_how_it_ended()
    {
        var run = StartedTooEarly();
        var alone = run with { Tasks = [.. run.Tasks.Where(row => row.Task.Id != Parent)], Log = [.. run.Log.Where(row => row.Step?.Task != Parent)] };
        Broken(alone, Dependencies).ShouldBeTrue();
        Broken(alone with { RolledBack = new([], new HashSet<TaskId> { Parent }) }, Dependencies).ShouldBeFalse();
        Broken(run with { RolledBack = new([], new HashSet<TaskId> { Parent }) }, Dependencies).ShouldBeTrue();
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(6, false)]
    public void The_place_of_an_attempt_whose_end_was_taken_back_was_free_from_then_on(int seconds, bool holds)
    {
        var log = Log();
        var (one, other) = (Start(log, "one", 1, Limited), Start(log, "other", 5, Limited));
        foreach (var task in new[] { one, other }) log.Commit(0, AttemptRules.Finish(task, task.Open!.Id, new AttemptOutcome.Succeeded(null), At(9), 0));
        var run = new RunHistory { Tasks = log.Tasks, Log = log.Rows };
        Broken(run, Limits).ShouldBeTrue();
        Broken(run with { RolledBack = new([End(one.Id, TaskState.Succeeded, one.Open!.Id, seconds)], new HashSet<TaskId>()) }, Limits).ShouldBe(!holds);
        Broken(run with { RolledBack = new([End(one.Id, TaskState.Succeeded, new(Guid.Empty), seconds)], new HashSet<TaskId>()) }, Limits).ShouldBeTrue();
    }

    // The child starts at 5 s, and its parent ends, for all that the log knows, at 9 s.
    private RunHistory StartedTooEarly()
    {
        var log = Log();
        var parent = Start(log, Parent.Value, 1, template => template);
        Start(log, "child", 5, template => template);
        log.Commit(0, AttemptRules.Finish(parent, parent.Open!.Id, new AttemptOutcome.Succeeded(null), At(9), 0));
        return new() { Tasks = [.. log.Tasks.Select(row => row.Task.Id == Parent ? row : row with { Dependencies = new([new(Parent)], DependencyPolicy.Fail) })], Log = log.Rows };
    }

    private TaskSnapshot Start(HandMadeLog log, string id, double at, Func<TaskTemplate, TaskTemplate> change)
    {
        var created = TaskRules.Create(new(new(id), change(new() { Executor = "noop", Retry = RetryPolicy.Default }), At(at), At(at)));
        log.Commit(0, created);
        var started = TaskRules.Start(created.After, new(new Guid(++_attempts, 1, 1, new byte[8])), new("w"), 1, At(at))!;
        log.Commit(0, started);
        return started.After;
    }

    private static HandMadeLog Log()
    {
        var log = new HandMadeLog();
        log.TakeOver(0, "a", new Guid(1, 0, 0, new byte[8]), T0);
        return log;
    }

    private static TaskTemplate Limited(TaskTemplate template) => template with { Limit = new("k", 1, null) };

    private static LogRow End(TaskId task, TaskState state, AttemptId? attempt, double at) =>
        new(0, 99, 0, 1, new(task, 3, state == TaskState.Failed ? TransitionType.Failed : TransitionType.Succeeded, TaskState.Running, state, 1, attempt, At(at), null));

    private static bool Broken(RunHistory run, int invariant) => HistoryChecker.Check(run).Broken.Contains(invariant);

    private static DateTimeOffset At(double seconds) => T0.AddSeconds(seconds);
}
