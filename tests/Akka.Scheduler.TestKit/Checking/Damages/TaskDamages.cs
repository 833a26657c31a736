using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;
using Akka.Scheduler.TestKit.Checking.Invariants;
using static Akka.Scheduler.TestKit.Checking.Damages.Damage;

namespace Akka.Scheduler.TestKit.Checking.Damages;

/// <summary>Falsifies what clients asked and were told, and the tasks' rows.</summary>
internal static class TaskDamages
{
    public static IReadOnlyList<Damage> All { get; } =
    [
        new(1, "an acknowledged task is gone", run => run with { Submissions = [.. run.Submissions, new(new("lost"), Answer.Acknowledged, run.EndedAt, run.EndedAt)] }),
        new(2, "a task was not submitted", run => There(run) is { } sent ? run with { Submissions = Without(run.Submissions, sent) } : null),
        new(2, "a refused task exists", run => There(run) is { } sent ? run with { Submissions = Replace(run.Submissions, sent, sent with { Answer = Answer.Refused }) } : null),
        new(3, "a task is created twice", CreateTwice),
        new(3, "a key makes two tasks", KeyTwice),
        new(3, "two live tasks have a unique key", run => Together(run) is var (one, other) ? With(run, (one, row => row with { UniqueKey = "u" }), (other, row => row with { UniqueKey = "u" })) : null),
        new(6, "a task runs again without an order", run =>
            run.Orders.FirstOrDefault(order => order.Kind == CommandKind.Redrive && run.StepsByTask.GetValueOrDefault(order.Task, []).Any(row => row.Step!.Type == TransitionType.Redriven)) is { } order
                ? run with { Orders = [.. run.Orders.Where(other => other.Task != order.Task)] }
                : null),
        new(17, "a retry starts before its back-off is over", EarlyRetry),
        new(17, "there are more retries than allowed", run => Retried(run) is { } row ? WithTemplate(run, row, template => template with { Retry = template.Retry with { MaxRetries = 0 } }) : null),
        new(21, "a task starts before it is due", run => Ran(run) is { } row ? With(run, (row, task => task with { Task = task.Task with { Spec = task.Task.Spec with { DueAt = task.Task.Spec.DueAt.AddHours(1) } } })) : null),
        new(21, "a task starts after its TTL", run => Ran(run) is { } row ? WithTemplate(run, row, template => template with { Ttl = TimeSpan.Zero }) : null),
        new(21, "a task starts after its deadline", run => Ran(run) is { } row ? WithTemplate(run, row, template => template with { TotalTimeout = TimeSpan.Zero }) : null),
        new(22, "a cancelled task starts", CancelBeforeTheStart),
        new(23, "a key has too many attempts at once", run =>
            Together(run) is var (one, other) ? With(run, (one, Keyed), (other, Keyed)) : null),
        new(23, "tasks of a key start too fast", run =>
            Together(run) is var (one, other) ? With(run, (one, Paced), (other, Paced)) : null),
        new(23, "a queue has too many attempts at once", run => Together(run) is var (one, _) ? run with { Limits = [Limit(one) with { MaxConcurrency = 1 }] } : null),
        new(23, "a queue starts too fast", run => Together(run) is var (one, _) ? run with { Limits = [Limit(one) with { RatePerSecond = 0.000_001 }] } : null),
        new(24, "a task starts before what it depends on", BeforeTheEnd),
        new(24, "a task starts although what it depends on failed", AfterFailure),
        new(25, "an inbox row is taken and no task made", run =>
            run.Log.FirstOrDefault(row => row.Step?.Type == TransitionType.Created) is { } born
                ? run with { Consumptions = [.. run.Consumptions, new(born.Shard, born.LogSeq - 1, -1, born.Step!.Task)] }
                : null),
        new(25, "an inbox row is taken twice", run => run.Consumptions.Count > 0 ? run with { Consumptions = [.. run.Consumptions, run.Consumptions[0] with { }] } : null),
        new(26, "a row has another version", run => run.Tasks.Count > 0 ? With(run, (run.Tasks[0], row => row with { Task = row.Task with { Version = row.Task.Version + 1 } })) : null),
        new(26, "a counter is wrong", run => run.Counts.Count > 0 ? run with { Counts = Replace(run.Counts, run.Counts[0], run.Counts[0] with { Count = run.Counts[0].Count + 1 }) } : null),
    ];

    private static TaskRow Keyed(TaskRow row) => Limited(row, new("k", 1, null));

    private static TaskRow Paced(TaskRow row) => Limited(row, new("k", null, 0.000_001));

    private static TaskRow Limited(TaskRow row, KeyLimit limit) =>
        row with { Task = row.Task with { Spec = row.Task.Spec with { Template = row.Task.Spec.Template with { Limit = limit } } } };

    private static QueueLimit Limit(TaskRow row) => new(row.Task.Spec.Template.Queue, null, null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    private static Submission? There(RunHistory run) => run.Submissions.FirstOrDefault(sent => sent.IdempotencyKey is null && run.StepsByTask.ContainsKey(sent.Task));

    private static RunHistory With(RunHistory run, params (TaskRow Row, Func<TaskRow, TaskRow> Change)[] changes) =>
        changes.Aggregate(run, (made, change) => made with { Tasks = Replace(made.Tasks, change.Row, change.Change(change.Row)) });

    private static RunHistory WithTemplate(RunHistory run, TaskRow row, Func<TaskTemplate, TaskTemplate> change) =>
        With(run, (row, task => task with { Task = task.Task with { Spec = task.Task.Spec with { Template = change(task.Task.Spec.Template) } } }));

    // A task that started and was neither changed nor run again.
    private static TaskRow? Ran(RunHistory run) => run.Tasks.FirstOrDefault(row => run.StepsByTask.GetValueOrDefault(row.Task.Id, []) is var steps
        && steps.Any(step => step.Step!.Type == TransitionType.Started) && !steps.Any(step => step.Step!.Type is TransitionType.Changed or TransitionType.Redriven));

    private static TaskRow? Retried(RunHistory run) =>
        run.Tasks.FirstOrDefault(row => run.StepsByTask.GetValueOrDefault(row.Task.Id, []).Any(step => step.Step!.Type == TransitionType.RetryScheduled));

    private static (TaskRow One, TaskRow Other)? Together(RunHistory run)
    {
        var spans = run.Chains().SelectMany(chain => AttemptSpan.Of(run, chain.Task, chain.Steps)).Where(span => run.TaskById.ContainsKey(span.Task)).OrderBy(span => span.From).ToList();
        for (var i = 1; i < spans.Count; i++)
        {
            var (one, other) = (run.TaskById[spans[i - 1].Task], run.TaskById[spans[i].Task]);
            if (spans[i].From < spans[i - 1].To && one != other && one.Task.Spec.Template.Queue == other.Task.Spec.Template.Queue) return (one, other);
        }

        return null;
    }

    private static RunHistory? CreateTwice(RunHistory run)
    {
        var alone = run.Log.FirstOrDefault(row => row.Step?.Type == TransitionType.Created && run.StepsByTask[row.Step.Task].Count(other => other.LogSeq == row.LogSeq) == 1);
        return alone is null ? null : run with { Log = [.. run.Log, alone with { OpNo = 1_000_000 }] };
    }

    private static RunHistory? KeyTwice(RunHistory run)
    {
        var sent = run.Submissions.Where(sent => sent.IdempotencyKey is null && run.StepsByTask.ContainsKey(sent.Task)).DistinctBy(sent => sent.Task).Take(2).ToList();
        if (sent.Count < 2) return null;
        return run with { Submissions = [.. run.Submissions.Select(one => sent.Contains(one) ? one with { IdempotencyKey = "same" } : one)] };
    }

    private static RunHistory? EarlyRetry(RunHistory run)
    {
        foreach (var (task, steps) in run.Chains())
        {
            if (run.TaskById.GetValueOrDefault(task)?.Task.Spec.Template.Retry is not { } policy || policy.DelayOf(1, 1.0) < TimeSpan.FromMilliseconds(10)) continue;
            for (var i = 1; i < steps.Count; i++)
            {
                if (steps[i - 1].Step!.Type == TransitionType.RetryScheduled && steps[i].Step!.Type == TransitionType.Started)
                    return run with { Log = Replace(run.Log, steps[i], steps[i] with { Step = steps[i].Step! with { At = steps[i - 1].Step!.At } }) };
            }
        }

        return null;
    }

    private static RunHistory? CancelBeforeTheStart(RunHistory run)
    {
        if (Ran(run) is not { } row) return null;
        var before = run.StepsByTask[row.Task.Id].Last(step => step.Step!.Type == TransitionType.Started).Step!.At - TimeSpan.FromSeconds(10);
        return run with { Orders = [.. run.Orders, new(row.Task.Id, CommandKind.Cancel, Answer.Acknowledged, before, before)] };
    }

    private static RunHistory? BeforeTheEnd(RunHistory run)
    {
        if (Ran(run) is not { } child) return null;
        var start = run.StepsByTask[child.Task.Id].First(step => step.Step!.Type == TransitionType.Started).Step!.At + run.Tolerances.Skew;
        var parent = run.Tasks.FirstOrDefault(row => row != child && run.RolledBack.EndsOf(row.Task.Id).Count == 0 && !run.StepsByTask.GetValueOrDefault(row.Task.Id, []).Any(step => step.Step!.To.IsTerminal() && step.Step.At <= start));
        return parent is null ? null : With(run, (child, row => row with { Dependencies = new([new(parent.Task.Id)], DependencyPolicy.Fail) }));
    }

    private static RunHistory? AfterFailure(RunHistory run)
    {
        foreach (var failed in run.Tasks.Where(row => row.Task.State == TaskState.Failed && row.Task.FinishedAt is not null))
        {
            var later = run.Tasks.FirstOrDefault(row => run.StepsByTask.GetValueOrDefault(row.Task.Id, []).FirstOrDefault(step => step.Step!.Type == TransitionType.Started) is { } start
                && start.Step!.At > failed.Task.FinishedAt);
            if (later is not null) return With(run, (later, row => row with { Dependencies = new([new(failed.Task.Id)], DependencyPolicy.Fail) }));
        }

        return null;
    }
}
