using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>31: where runs of a schedule must not overlap, they do not.</summary>
internal sealed class RunsDoNotOverlap() : Invariant(31, "By the log, a schedule whose runs must not overlap has no task made before the one before it has ended.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var end in run.Schedules)
        {
            var mayOverlap = run.Versions.Select(version => version.Schedule).Where(version => version.Id == end.Schedule.Id).Append(end.Schedule)
                .Any(version => version.Overlap == OverlapPolicy.Allow);
            if (mayOverlap) continue;
            List<LiveSpan> lives = [.. TasksOf(run, end.Schedule.Id).SelectMany(task => FirstLife(run, task)).OrderBy(life => life.From)];
            for (var i = 1; i < lives.Count; i++)
            {
                findings.Expect(
                    lives[i].From >= lives[i - 1].To, end.Schedule.Id,
                    $"{lives[i].Task} was made at {lives[i].From:O}, and {lives[i - 1].Task} ended at {lives[i - 1].To:O}", lives[i - 1], lives[i]);
            }
        }
    }

    // What somebody triggers by hand runs beside the others.
    private static IEnumerable<TaskId> TasksOf(RunHistory run, ScheduleId schedule) => run.Occurrences
        .Where(occurrence => occurrence.Schedule == schedule && occurrence.Row.Kind != OccurrenceKind.Trigger)
        .Select(occurrence => occurrence.Row.Task).OfType<TaskId>().Distinct();

    // And so does what is redriven.
    private static IEnumerable<LiveSpan> FirstLife(RunHistory run, TaskId task) =>
        run.StepsByTask.TryGetValue(task, out var steps) ? LiveSpan.Of(run, task, steps).Take(1) : [];
}
