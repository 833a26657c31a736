using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>What must hold of the tasks that a schedule made, by the log: they do not overlap where they must not, and stand for an instant once.</summary>
internal static class RunsOfSchedule
{
    public static IEnumerable<string> Problems(StoreState state, Schedule schedule, IReadOnlyList<OccurrenceRow> records)
    {
        foreach (var twice in records.Where(IsRun).GroupBy(record => record.Nominal).Where(same => same.Count() > 1))
            yield return $"{schedule.Id}: {twice.Key:O} has {twice.Count()} tasks";
        if (schedule.MaxRuns is { } most && records.Count(record => record.Kind == OccurrenceKind.Due && record.Task is not null) is var runs && runs > most)
            yield return $"{schedule.Id}: {runs} runs, and {most} are the most";
        if (schedule.Overlap == OverlapPolicy.Allow) yield break;
        var lives = records.Where(IsRun).Select(record => LifeOf(state, record.Task!.Value)).OfType<Life>().OrderBy(life => life.From).ToList();
        for (var i = 1; i < lives.Count; i++)
        {
            if (lives[i].From < lives[i - 1].To) yield return $"{schedule.Id}: {lives[i].Task} was made at {lives[i].From:O}, and {lives[i - 1].Task} ended at {lives[i - 1].To:O}";
        }
    }

    private static bool IsRun(OccurrenceRow record) => record.Kind != OccurrenceKind.Trigger && record.Task is not null;

    // Up to its first end: what is redriven by hand runs beside the others.
    private static Life? LifeOf(StoreState state, TaskId task)
    {
        foreach (var shard in state.Shards.Values)
        {
            if (!shard.Steps.TryGetValue(task.Value, out var steps)) continue;
            var end = steps.FirstOrDefault(step => step.Entry.To.IsTerminal());
            return new(task, steps[0].Entry.At, end?.Entry.At ?? DateTimeOffset.MaxValue);
        }

        return null;
    }

    private sealed record Life(TaskId Task, DateTimeOffset From, DateTimeOffset To);
}
