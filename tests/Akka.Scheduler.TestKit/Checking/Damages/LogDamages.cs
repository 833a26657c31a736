using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;
using static Akka.Scheduler.TestKit.Checking.Damages.Damage;

namespace Akka.Scheduler.TestKit.Checking.Damages;

/// <summary>Falsifies the logs of shards and their take-overs.</summary>
internal static class LogDamages
{
    public static IReadOnlyList<Damage> All { get; } =
    [
        new(4, "a start begins in another state", run => WithStep(run, Find(run, TransitionType.Started, step => step.From == TaskState.Pending), step => step with { From = TaskState.Retrying })),
        new(4, "a step has another number", run => WithStep(run, Find(run, TransitionType.Started), step => step with { Seq = step.Seq + 10 })),
        new(5, "a failure ends as a success", run => WithStep(run, Find(run, TransitionType.Succeeded), step => step with { Type = TransitionType.Failed })),
        new(6, "a finished task is changed", ChangeAfterTheEnd),
        new(7, "a take-over is not recorded", run =>
            run.Terms.GroupBy(term => term.Shard).Select(terms => terms.MaxBy(term => term.Epoch)).FirstOrDefault() is { } last
                ? run with { Terms = Without(run.Terms, last) }
                : null),
        new(7, "an epoch has two owners", run =>
            run.Terms.Count == 0 ? null : run with { Terms = [.. run.Terms, run.Terms[0] with { OwnerId = "another", OwnerInc = new Guid(9, 9, 9, new byte[8]) }] }),
        new(8, "an epoch begins without its take-over", run =>
            run.Log.FirstOrDefault(row => row.Mark == LogRow.TermMark) is { } term ? run with { Log = Replace(run.Log, term, term with { Mark = "NOOP" }) } : null),
        new(9, "a commit is missing", GapInTheLog),
        new(9, "the last commit is missing", run =>
            run.Shards.FirstOrDefault(shard => shard.LogSeq > 0) is { } shard ? run with { Shards = Replace(run.Shards, shard, shard with { LogSeq = shard.LogSeq + 1 }) } : null),
        new(9, "a row is there twice", run =>
            run.Shards.Count > 0 && run.Log.FirstOrDefault(row => row.Mark == LogRow.TermMark) is { } term ? run with { Log = [.. run.Log, term with { }] } : null),
        new(10, "a former owner writes", WriteAfterTheFence),
    ];

    private static LogRow? Find(RunHistory run, TransitionType type, Func<HistoryEntry, bool>? where = null) =>
        run.Log.FirstOrDefault(row => row.Step?.Type == type && where?.Invoke(row.Step) != false && run.StepsByTask[row.Step.Task][^1] != row)
        ?? run.Log.FirstOrDefault(row => row.Step?.Type == type && where?.Invoke(row.Step) != false);

    private static RunHistory? WithStep(RunHistory run, LogRow? row, Func<HistoryEntry, HistoryEntry> change) =>
        row is null ? null : run with { Log = Replace(run.Log, row, row with { Step = change(row.Step!) }) };

    private static RunHistory? ChangeAfterTheEnd(RunHistory run)
    {
        if (run.Tasks.FirstOrDefault(row => row.Task.State.IsTerminal() && run.StepsByTask.ContainsKey(row.Task.Id)) is not { } task) return null;
        var last = run.StepsByTask[task.Task.Id].Last(row => row.Step!.Type != TransitionType.ResultRefused);
        var step = last.Step! with { Seq = task.Task.Version + 1, Type = TransitionType.Changed, From = task.Task.State, To = task.Task.State, Attempt = 0, AttemptId = null };
        return run with
        {
            Log = [.. run.Log, last with { OpNo = 1_000_000, Step = step }],
            Tasks = Replace(run.Tasks, task, task with { Task = task.Task with { Version = step.Seq } }),
        };
    }

    private static RunHistory? GapInTheLog(RunHistory run)
    {
        if (run.Shards.Count == 0 || run.Log.FirstOrDefault(row => row.LogSeq > 1) is not { } from) return null;
        return run with
        {
            Log = [.. run.Log.Select(row => row.Shard == from.Shard && row.LogSeq >= from.LogSeq ? row with { LogSeq = row.LogSeq + 1 } : row)],
            Terms = [.. run.Terms.Select(term => term.Shard == from.Shard && term.FirstSeq >= from.LogSeq ? term with { FirstSeq = term.FirstSeq + 1 } : term)],
            Consumptions = [.. run.Consumptions.Select(row => row.Shard == from.Shard && row.LogSeq >= from.LogSeq ? row with { LogSeq = row.LogSeq + 1 } : row)],
            Shards = [.. run.Shards.Select(shard => shard.Shard == from.Shard ? shard with { LogSeq = shard.LogSeq + 1 } : shard)],
        };
    }

    private static RunHistory? WriteAfterTheFence(RunHistory run)
    {
        var late = run.Log.FirstOrDefault(row => row.Epoch > 1 && row.Step is { Type: not TransitionType.Started } && run.Terms.Any(term => term.Shard == row.Shard && term.Epoch == row.Epoch - 1));
        return late is null ? null : run with { Log = Replace(run.Log, late, late with { Epoch = late.Epoch - 1 }) };
    }
}
