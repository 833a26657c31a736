using Akka.Scheduler.Domain.Schedules;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Schedules;

public sealed class FiringPlanPropertyTests
{
    private static readonly string[] Texts = ["* * * * * *", "*/7 * * * * *", "*/5 * * * *", "30 2 * * *", "0 */3 * * *", "15 0,1,2 * * *"];
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago"];

    [Fact]
    public void Every_instant_up_to_the_watermark_is_in_exactly_one_record_however_evaluations_are_cut()
    {
        var random = new Random(5);
        for (var round = 0; round < 150; round++)
        {
            var schedule = Schedule(random);
            var now = schedule.CreatedAt;
            var cursor = ScheduleCursor.Start(schedule);
            var records = new List<Occurrence>();
            for (var step = 0; step < 20; step++)
            {
                now += TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(20_000_000) : random.Next(20_000));
                var plan = FiringPlan.Evaluate(schedule, cursor, now, random.Next(3) == 0);
                plan.Cursor.Watermark.ShouldBeGreaterThanOrEqualTo(cursor.Watermark);
                (plan.NextWake ?? DateTimeOffset.MaxValue).ShouldBeGreaterThanOrEqualTo(now);
                records.AddRange(plan.Occurrences);
                cursor = plan.Cursor;
                if (random.Next(8) == 0)
                    schedule = ScheduleRules.Pause(schedule, null, null, now) ?? ScheduleRules.Resume(schedule)!;
            }

            Covers(schedule, records, cursor.Watermark);
            records.Count(record => record.Outcome is OccurrenceOutcome.Created).ShouldBe((int)cursor.Runs);
            cursor.Runs.ShouldBeLessThanOrEqualTo(schedule.MaxRuns ?? long.MaxValue);
        }
    }

    /// <summary>Walks the schedule's instants and the records side by side.</summary>
    private static void Covers(Schedule schedule, List<Occurrence> records, DateTimeOffset watermark)
    {
        var next = ScheduleClock.Next(schedule, schedule.CreatedAt);
        foreach (var record in records)
        {
            record.Nominal.ShouldBe(next!.Value);
            var (through, count) = record.Outcome is OccurrenceOutcome.Skipped skipped ? (skipped.Through, skipped.Count) : (record.Nominal, 1);
            for (var seen = 1; seen < count; seen++)
                next = ScheduleClock.Next(schedule, next!.Value);
            next.ShouldBe(through);
            next = ScheduleClock.Next(schedule, through);
        }

        if (records.Count > 0)
            (next ?? DateTimeOffset.MaxValue).ShouldBeGreaterThan(watermark);
    }

    private static Schedule Schedule(Random random)
    {
        var trigger = random.Next(4) == 0
            ? new Trigger.Every(TimeSpan.FromMilliseconds(random.Next(500, 5_000_000)))
            : Given.ByCron(Texts[random.Next(Texts.Length)], Zones[random.Next(Zones.Length)]).Trigger;
        return Given.With(trigger) with
        {
            CreatedAt = new DateTimeOffset(2026, random.Next(1, 13), random.Next(1, 29), 0, 0, 0, TimeSpan.Zero).AddMilliseconds(random.Next(86_400_000)),
            Misfire = (MisfirePolicy)random.Next(3),
            Overlap = (OverlapPolicy)random.Next(2),
            CatchUpWindow = TimeSpan.FromSeconds(random.Next(2) == 0 ? random.Next(100) : random.Next(10_000)),
            MaxRuns = random.Next(4) == 0 ? random.Next(1, 20) : null,
        };
    }
}
