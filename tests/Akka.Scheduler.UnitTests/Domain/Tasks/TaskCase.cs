using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Shouldly;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

/// <summary>Tasks in a wanted state, and the two shorthands that their tests need.</summary>
internal static class TaskCase
{
    internal static readonly DateTimeOffset Due = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    internal static readonly WorkerId Worker = new("worker-1");
    internal static readonly AttemptOutcome.Succeeded Ok = new(new TaskResult(0, "done", null));
    internal static readonly AttemptOutcome.Failed Boom = new("boom", null);

    internal static TaskTemplate Template { get; } = new()
    {
        Executor = "noop",
        Timeout = TimeSpan.FromMinutes(1),
        Retry = new(2, TimeSpan.FromSeconds(10), 2.0, TimeSpan.FromSeconds(15), 0),
    };

    internal static AttemptId Attempt(int number) => new(new Guid(number, 7, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]));

    internal static TaskSnapshot Pending(TaskTemplate? template = null) =>
        TaskRules.Create(new(new("task-1"), template ?? Template, Due, Due.AddMinutes(-5))).After;

    internal static TaskSnapshot Started(this TaskSnapshot task, int attempt = 1, DateTimeOffset? at = null) =>
        TaskRules.Start(task, Attempt(attempt), Worker, 100 + attempt, at ?? task.NextStartAt).ShouldNotBeNull().After;

    internal static TaskStep Ended(this TaskSnapshot task, AttemptOutcome outcome, DateTimeOffset? at = null, double random = 0) =>
        AttemptRules.Finish(task, task.Open.ShouldNotBeNull().Id, outcome, at ?? Due.AddSeconds(1), random);
}
