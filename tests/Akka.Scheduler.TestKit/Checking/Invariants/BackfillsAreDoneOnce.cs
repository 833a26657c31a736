using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>32: the past is filled in without a gap, and nothing twice.</summary>
internal sealed class BackfillsAreDoneOnce() : Invariant(
    32, "What a backfill made stands for an instant of the schedule that has no other task; one that was acknowledged left out no instant.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var end in run.Schedules)
        {
            var records = run.Occurrences.Where(occurrence => occurrence.Schedule == end.Schedule.Id).Select(occurrence => occurrence.Row).ToList();
            var filled = records.Where(record => record.Kind == OccurrenceKind.Backfill).ToList();
            var due = records.Where(record => record.Kind == OccurrenceKind.Due && record.Task is not null).Select(record => record.Nominal).ToHashSet();
            foreach (var record in filled.Where(record => record.Task is not null))
                findings.Expect(!due.Contains(record.Nominal), end.Schedule.Id, $"{record.Nominal:O} has a task that was backfilled, and one of its own", record);
            if (IsRetimed(run, end.Schedule)) continue;
            foreach (var record in filled)
                findings.Expect(Next(end.Schedule, record.Nominal) == record.Nominal, end.Schedule.Id, $"{record.Nominal:O} was backfilled, and is no instant", record);
            var there = due.Concat(filled.Select(record => record.Nominal)).Concat(end.Cursor.Held.Select(held => held.Nominal)).ToHashSet();
            foreach (var order in run.Backfills.Where(order => order.Schedule == end.Schedule.Id && order.Answer == Answer.Acknowledged))
                CheckOrder(end.Schedule, order, there, findings);
        }
    }

    private static void CheckOrder(Schedule schedule, BackfillOrder order, HashSet<DateTimeOffset> there, Findings findings)
    {
        for (var instant = Next(schedule, order.From); instant < order.To; instant = ScheduleClock.Next(schedule, instant.Value))
            findings.Expect(there.Contains(instant.Value), schedule.Id, $"{instant:O} has no task, and an acknowledged backfill covers it", order);
    }

    private static DateTimeOffset? Next(Schedule schedule, DateTimeOffset from) => ScheduleClock.Next(schedule, from.AddTicks(-1));

    private static bool IsRetimed(RunHistory run, Schedule schedule) =>
        schedule.Calendars.Count > 0 || run.Versions.Any(version => version.Schedule.Id == schedule.Id && version.Schedule.Trigger != schedule.Trigger);
}
