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
            var exclusions = random.Next(2) == 0 ? Exclusions.None : Some(random, schedule.CreatedAt);
            for (var step = 0; step < 20; step++)
            {
                now += TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(20_000_000) : random.Next(20_000));
                var plan = FiringPlan.Evaluate(schedule, cursor, now, random.Next(3) == 0, exclusions);
                plan.Cursor.Watermark.ShouldBeGreaterThanOrEqualTo(cursor.Watermark);
                (plan.NextWake ?? DateTimeOffset.MaxValue).ShouldBeGreaterThanOrEqualTo(now);
                records.AddRange(plan.Occurrences);
                plan.Occurrences.ShouldAllBe(record => IsExcluded(record, exclusions));
                if (schedule.Overlap is OverlapPolicy.Queue or OverlapPolicy.CancelPrevious or OverlapPolicy.Skip)
                    plan.Occurrences.Count(record => record.Outcome is OccurrenceOutcome.Created).ShouldBeLessThanOrEqualTo(1);
                cursor = plan.Cursor;
                if (random.Next(8) == 0)
                    schedule = ScheduleRules.Pause(schedule, null, null, now) ?? ScheduleRules.Resume(schedule)!;
            }

            Covers(schedule, records, cursor);
            records.Count(record => record.Outcome is OccurrenceOutcome.Created).ShouldBe((int)cursor.Runs);
            (cursor.Runs + cursor.HeldDue).ShouldBeLessThanOrEqualTo(schedule.MaxRuns ?? long.MaxValue);
        }
    }

    [Fact]
    public void An_interval_with_a_phase_has_just_the_instants_that_counting_from_the_epoch_gives()
    {
        var random = new Random(23);
        for (var round = 0; round < 300; round++)
        {
            var interval = random.Next(100, 7_200_000);
            var phase = random.Next(interval);
            var schedule = Given.With(new Trigger.Every(TimeSpan.FromMilliseconds(interval), TimeSpan.FromMilliseconds(phase)));
            var from = Given.Created.ToUnixTimeMilliseconds() + random.Next(100_000_000);
            if (random.Next(2) == 0) schedule = schedule with { StartAt = DateTimeOffset.FromUnixTimeMilliseconds(from) };
            List<long> expected = [];
            for (var at = from + (schedule.StartAt is null ? 1 : 0); expected.Count < 3; at++)
            {
                if ((at - phase) % interval == 0) expected.Add(at);
                if (expected.Count is 1 or 2) at += interval - 1;
            }

            ScheduleClock.Upcoming(schedule, DateTimeOffset.FromUnixTimeMilliseconds(from - (schedule.StartAt is null ? 0 : 1)), 3)
                .Select(at => at.ToUnixTimeMilliseconds()).ShouldBe(expected);
        }
    }

    [Fact]
    public void Jitter_depends_on_the_schedule_and_the_instant_and_on_nothing_else()
    {
        var random = new Random(29);
        for (var round = 0; round < 500; round++)
        {
            var schedule = Schedule(random) with { Jitter = TimeSpan.FromMilliseconds(random.Next(1, 86_400_000)) };
            var nominal = Given.Created.AddMilliseconds(random.Next());
            var due = ScheduleClock.DueAt(schedule, nominal);
            (due - nominal).ShouldBeInRange(TimeSpan.Zero, schedule.Jitter - TimeSpan.FromTicks(1));
            var changed = Schedule(random) with { Jitter = schedule.Jitter, Version = 77, Name = "other" };
            ScheduleClock.DueAt(changed, nominal).ShouldBe(due);
        }
    }

    private static bool IsExcluded(Occurrence record, Exclusions exclusions) => record.Outcome switch
    {
        OccurrenceOutcome.Skipped { Reason: SkipReason.Calendar } skipped => exclusions.EndOf(record.Nominal) > skipped.Through,
        OccurrenceOutcome.Created => exclusions.EndOf(record.Nominal) is null,
        _ => true,
    };

    private static Exclusions Some(Random random, DateTimeOffset from) => Exclusions.Of([new(
        new("some"),
        [.. Enumerable.Range(0, 20).Select(_ => from.AddSeconds(random.Next(100_000))).Select(at => new CalendarSpan.Instants(at, at.AddSeconds(random.Next(1, 5_000))))],
        TimeZoneInfo.Utc,
        1)]);

    /// <summary>Walks the schedule's instants and the records side by side; those that wait stand in their places.</summary>
    private static void Covers(Schedule schedule, List<Occurrence> records, ScheduleCursor cursor)
    {
        var next = ScheduleClock.Next(schedule, schedule.CreatedAt);
        var places = records.Select(record => (record.Nominal, Run: record.Outcome as OccurrenceOutcome.Skipped))
            .Concat(cursor.Held.Select(held => (held.Nominal, Run: (OccurrenceOutcome.Skipped?)null)))
            .OrderBy(place => place.Nominal).ToList();
        foreach (var (nominal, run) in places)
        {
            nominal.ShouldBe(next!.Value);
            var (through, count) = run is null ? (nominal, 1) : (run.Through, run.Count);
            for (var seen = 1; seen < count; seen++)
                next = ScheduleClock.Next(schedule, next!.Value);
            next.ShouldBe(through);
            next = ScheduleClock.Next(schedule, through);
        }

        if (places.Count > 0)
            (next ?? DateTimeOffset.MaxValue).ShouldBeGreaterThan(cursor.Watermark);
    }

    private static Schedule Schedule(Random random)
    {
        var trigger = random.Next(4) == 0
            ? new Trigger.Every(TimeSpan.FromMilliseconds(random.Next(500, 5_000_000)), random.Next(2) == 0 ? TimeSpan.FromMilliseconds(random.Next(500)) : null)
            : Given.ByCron(Texts[random.Next(Texts.Length)], Zones[random.Next(Zones.Length)]).Trigger;
        return Given.With(trigger) with
        {
            CreatedAt = new DateTimeOffset(2026, random.Next(1, 13), random.Next(1, 29), 0, 0, 0, TimeSpan.Zero).AddMilliseconds(random.Next(86_400_000)),
            Misfire = (MisfirePolicy)random.Next(3),
            Overlap = (OverlapPolicy)random.Next(4),
            CatchUpWindow = TimeSpan.FromSeconds(random.Next(2) == 0 ? random.Next(100) : random.Next(10_000)),
            MaxRuns = random.Next(4) == 0 ? random.Next(1, 20) : null,
        };
    }
}
