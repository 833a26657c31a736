using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>How often a run came by each thing that the semantics speak of. What it never came by was not tested, whatever the invariants say.</summary>
/// <param name="What">What.</param>
/// <param name="Times">How often.</param>
internal sealed record Exercise(string What, int Times)
{
    /// <summary>Counts everything.</summary>
    /// <param name="run">The run.</param>
    /// <param name="keys">How often a task with a unique key was answered so.</param>
    public static IReadOnlyList<Exercise> Of(RunHistory run, IReadOnlyDictionary<(string OnConflict, int Status), int> keys) =>
        [.. OfTasks(run), .. OfKeys(run, keys), .. OfOrders(run), .. OfSchedules(run)];

    private static IEnumerable<Exercise> OfTasks(RunHistory run)
    {
        var limited = run.Limits.ToLookup(limit => limit.Queue);
        yield return Tasks(run, "tasks of a key that runs few at once", row => row.Task.Spec.Template.Limit?.MaxConcurrency is not null);
        yield return Tasks(run, "tasks of a key that starts few a second", row => row.Task.Spec.Template.Limit?.RatePerSecond is not null);
        yield return Tasks(run, "tasks of a queue that runs few at once", row => limited[row.Task.Spec.Template.Queue].Any(limit => limit.MaxConcurrency is not null));
        yield return Tasks(run, "tasks of a queue that starts few a second", row => limited[row.Task.Spec.Template.Queue].Any(limit => limit.RatePerSecond is not null));
        yield return Tasks(run, "tasks with a fairness key", row => row.Task.Spec.Template.FairnessKey is not null);
        yield return Tasks(run, "tasks of another priority than the normal one", row => row.Task.Spec.Template.Priority != TaskPriority.Normal);
        yield return Tasks(run, "tasks that wait for one other", row => row.Dependencies?.On.Count == 1);
        yield return Tasks(run, "tasks that wait for several others", row => row.Dependencies?.On.Count > 1);
        yield return Tasks(run, "tasks that never ran since another one failed", row => row.Dependencies is not null && row.Task is { Attempt: 0, State: TaskState.Failed or TaskState.Cancelled });
        yield return Steps(run, "tasks split into parts", TransitionType.Split);
        yield return Tasks(run, "parts of tasks that were split", row => row.Task.Spec.Part is not null);
        yield return Tasks(run, "tasks that run at most once", row => row.Task.Spec.Template.Delivery == DeliveryGuarantee.AtMostOnce);
        yield return Tasks(run, "tasks that their TTL ended", row => row.Task.Reason == TaskReason.Ttl);
        yield return Steps(run, "retries", TransitionType.RetryScheduled);
        yield return new("tasks that came by an inbox", run.Consumptions.Count);
    }

    private static IEnumerable<Exercise> OfKeys(RunHistory run, IReadOnlyDictionary<(string OnConflict, int Status), int> keys)
    {
        yield return new("unique keys taken: the new one refused", keys.GetValueOrDefault(("reject", 409)));
        yield return new("unique keys taken: the holder answered", keys.GetValueOrDefault(("existing", 200)));
        yield return new("unique keys taken: the holder replaced", run.Tasks.Count(row => row.Task.Reason == TaskReason.Replaced));
        yield return new("requests made twice under an idempotency key", run.Submissions.Count(sent => sent.IdempotencyKey is not null));
    }

    private static IEnumerable<Exercise> OfOrders(RunHistory run)
    {
        foreach (var (kind, name) in new[] { (CommandKind.Cancel, "acknowledged cancellations"), (CommandKind.Redrive, "acknowledged orders to run again") })
            yield return new(name, run.Orders.Count(order => order.Kind == kind && order.Answer == Answer.Acknowledged));
    }

    private static IEnumerable<Exercise> OfSchedules(RunHistory run)
    {
        var policies = run.Schedules.ToDictionary(end => end.Schedule.Id, end => end.Schedule.Overlap);
        foreach (var policy in Enum.GetValues<OverlapPolicy>())
            yield return new($"runs of schedules whose overlap policy is {policy}", run.Occurrences.Count(fact => fact.Row.Task is not null && policies[fact.Schedule] == policy));
        foreach (var reason in new[] { "overlap", "superseded", "coalesced", "misfire", "paused" })
            yield return new($"instants left out: {reason}", run.Occurrences.Count(fact => fact.Row.Reason == reason));
        foreach (var kind in new[] { OccurrenceKind.Trigger, OccurrenceKind.Backfill })
            yield return new($"runs by {kind}", run.Occurrences.Count(fact => fact.Row.Kind == kind && fact.Row.Task is not null));
    }

    private static Exercise Tasks(RunHistory run, string what, Func<TaskRow, bool> where) => new(what, run.Tasks.Count(where));

    private static Exercise Steps(RunHistory run, string what, TransitionType type) => new(what, run.Log.Count(row => row.Step?.Type == type));
}
