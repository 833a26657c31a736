using System.Globalization;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.UnitTests.Domain.Schedules;

/// <summary>Schedules to start a test from, created on 2026-11-21 at midnight UTC.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Created = At("2026-11-21T00:00:00Z");

    public static Schedule ByCron(string text, string zone = "UTC") =>
        With(Trigger.Cron.Parse(text, TimeZoneInfo.FindSystemTimeZoneById(zone), new ScheduleId("s")));

    public static Schedule Every(TimeSpan interval) => With(new Trigger.Every(interval));

    public static Schedule With(Trigger trigger) => new()
    {
        Id = new ScheduleId("s"),
        Trigger = trigger,
        Task = new TaskTemplate { Executor = "noop" },
        CreatedAt = Created,
    };

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A plan's records in short: <c>03:00+</c> is created, <c>03:00-Overlap</c> skipped, <c>03:00..05:00x3-Paused</c> a run.</summary>
    public static string Short(FiringPlan plan) => string.Join(' ', plan.Occurrences.Select(Short));

    private static string Short(Occurrence occurrence) => Time(occurrence.Nominal) + occurrence.Outcome switch
    {
        OccurrenceOutcome.Created => "+",
        OccurrenceOutcome.Skipped { Count: 1 } skipped => $"-{skipped.Reason}",
        OccurrenceOutcome.Skipped skipped => $"..{Time(skipped.Through)}x{skipped.Count}-{skipped.Reason}",
        _ => "?",
    };

    /// <summary>The time of the day in short.</summary>
    public static string Time(DateTimeOffset at) =>
        at.ToString(at.Second == 0 && at.Millisecond == 0 ? "HH:mm" : at.Millisecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
