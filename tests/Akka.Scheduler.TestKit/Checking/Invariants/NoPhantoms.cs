using System.Globalization;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>2: nothing runs that nobody asked for.</summary>
internal sealed class NoPhantoms() : Invariant(2, "Every task was submitted by a client, and not refused, or stands for an instant of a schedule, or is a part of one that was split.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        HashSet<TaskId> asked =
        [
            .. run.Submissions.Where(submission => submission.Answer != Answer.Refused).Select(submission => submission.Task),
            .. run.Occurrences.Where(occurrence => occurrence.Row.Kind != OccurrenceKind.Trigger).Select(occurrence => occurrence.Row.Task).OfType<TaskId>(),
            .. run.Triggered.Select(triggered => triggered.Task),
        ];
        foreach (var (task, steps) in run.StepsByTask)
            findings.Expect(asked.Contains(task) || IsPart(run, task, asked), task, "exists, and nobody asked for it", steps[0]);
        foreach (var row in run.Inbox)
            findings.Expect(asked.Contains(row.Task) || IsPart(run, row.Task, asked), row.Task, "is in an inbox, and nobody asked for it", row);
    }

    // Its name says of what; that one must say that it was split.
    private static bool IsPart(RunHistory run, TaskId task, HashSet<TaskId> asked)
    {
        var at = task.Value.LastIndexOf('.');
        if (at <= 0 || !int.TryParse(task.Value.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)) return false;
        var whole = new TaskId(task.Value[..at]);
        return asked.Contains(whole) && run.StepsByTask.GetValueOrDefault(whole, []).Any(row => row.Step!.Type == TransitionType.Split);
    }
}
