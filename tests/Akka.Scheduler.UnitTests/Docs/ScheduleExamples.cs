using System.Globalization;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.UnitTests.Domain.Schedules;

namespace Akka.Scheduler.UnitTests.Docs;

/// <summary>Runs what the document says of schedules.</summary>
internal static class ScheduleExamples
{
    public static string Instants(SemanticsDoc.Example example)
    {
        var schedule = Of(example.Parts[0]);
        schedule = Words(example.Parts[1]) switch
        {
            ("created", var at) => schedule with { CreatedAt = Given.At(at) },
            ("start", var at) => schedule with { StartAt = Given.At(at) },
            var other => throw new InvalidOperationException($"line {example.Line}: '{other}'"),
        };
        var upcoming = ScheduleClock.Upcoming(schedule, Given.At(example.Parts[2]), example.Expected.Split(',').Length);
        return string.Join(", ", upcoming.Select(at => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
    }

    public static string Firing(SemanticsDoc.Example example)
    {
        var schedule = Of(example.Parts[0]);
        var cursor = ScheduleCursor.Start(schedule);
        var (now, isLive, exclusions) = (Given.Created, false, Exclusions.None);
        foreach (var part in example.Parts[1..])
        {
            var (word, value) = Words(part);
            switch (word)
            {
                case "watermark": cursor = cursor with { Watermark = Today(value) }; break;
                case "now": now = Today(value); break;
                case "misfire": schedule = schedule with { Misfire = Enum.Parse<MisfirePolicy>(value, ignoreCase: true) }; break;
                case "overlap": schedule = schedule with { Overlap = Enum.Parse<OverlapPolicy>(value, ignoreCase: true) }; break;
                case "window": schedule = schedule with { CatchUpWindow = Span(value) }; break;
                case "maxRuns": schedule = schedule with { MaxRuns = long.Parse(value, CultureInfo.InvariantCulture) }; break;
                case "runs": cursor = cursor with { Runs = long.Parse(value, CultureInfo.InvariantCulture) }; break;
                case "paused": schedule = schedule with { Pause = new SchedulePause(null, null, Given.Created) }; break;
                case "live": isLive = true; break;
                case "waiting": cursor = cursor with { LastTask = new("s@earlier"), Held = [.. value.Split(' ').Select(time => new HeldInstant(Today(time), OccurrenceKind.Due, 1))] }; break;
                case "excluded": exclusions = Excluded(value.Split(' ')); break;
                default: throw new InvalidOperationException($"line {example.Line}: '{word}'");
            }
        }

        var plan = FiringPlan.Evaluate(schedule, cursor, now, isLive, exclusions);
        if (plan.IsEmpty) return "nothing";
        var waiting = plan.Cursor.Held.Count == 0 ? "" : " waiting " + string.Join(' ', plan.Cursor.Held.Select(held => Given.Time(held.Nominal)));
        return (Given.Short(plan) + waiting + (plan.ToCancel is null ? "" : " cancels")).Trim();
    }

    private static Exclusions Excluded(string[] ends) =>
        Exclusions.Of([new(new("c"), [new CalendarSpan.Instants(Today(ends[0]), Today(ends[1]))], TimeZoneInfo.Utc, 1)]);

    private static Schedule Of(string text) => Words(text) switch
    {
        ("cron", var expression) => Given.ByCron(expression),
        ("every", var words) when words.Split(" phase ") is [var interval, var phase] => Given.With(new Trigger.Every(Span(interval), Span(phase))),
        ("every", var interval) => Given.Every(Span(interval)),
        ("at", var instant) => Given.With(new Trigger.At(Given.At(instant))),
        var other => throw new InvalidOperationException($"no trigger: '{other}'"),
    };

    private static (string Word, string Value) Words(string text)
    {
        var words = text.Split(' ', 2);
        return (words[0], words.Length > 1 ? words[1] : "");
    }

    private static DateTimeOffset Today(string time) => Given.Created + Span(time);

    private static TimeSpan Span(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
