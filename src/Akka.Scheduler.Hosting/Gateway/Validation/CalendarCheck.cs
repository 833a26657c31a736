using System.Globalization;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Checks requests to make or replace a calendar, and turns them into the domain's words and back.</summary>
internal static class CalendarCheck
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The calendar; meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public static ExclusionCalendar Check(CalendarRequest request, string id, FaultList faults)
    {
        var zone = TriggerCheck.Zone(request.TimeZone ?? "UTC", faults) ?? TimeZoneInfo.Utc;
        var (dates, ranges) = (request.Dates ?? [], request.Ranges ?? []);
        if (dates.Count + ranges.Count > ExclusionCalendar.MostSpans)
        {
            faults.Add("dates", $"and ranges may be {ExclusionCalendar.MostSpans} in all, and are {dates.Count + ranges.Count}");
            return new(new(id), [], zone, 1);
        }

        var spans = new List<CalendarSpan>(dates.Count + ranges.Count);
        for (var i = 0; i < dates.Count; i++)
        {
            if (TryDay(dates[i], out var day)) spans.Add(new CalendarSpan.Days(day, day));
            else faults.Add($"dates[{i}]", $"must be a day such as 2026-12-25, and is '{dates[i]}'");
        }

        for (var i = 0; i < ranges.Count; i++)
        {
            if (Range(ranges[i], faults.Below($"ranges[{i}]")) is { } span) spans.Add(span);
        }

        return new(new(id), spans, zone, 1);
    }

    /// <summary>The calendar in the words of the wire.</summary>
    public static CalendarView View(ExclusionCalendar calendar) => new()
    {
        Id = calendar.Id.Value,
        Dates = [.. calendar.Spans.OfType<CalendarSpan.Days>().Where(days => days.From == days.To).Select(days => Text(days.From))],
        Ranges = [.. calendar.Spans.Where(span => span is not CalendarSpan.Days days || days.From != days.To).Select(View)],
        TimeZone = calendar.Zone.Id,
        Version = calendar.Version,
    };

    private static CalendarRange View(CalendarSpan span) => span switch
    {
        CalendarSpan.Days days => new() { From = Text(days.From), To = Text(days.To) },
        CalendarSpan.Instants instants => new() { From = WireInstant.Format(instants.From), To = WireInstant.Format(instants.To) },
        _ => throw new InvalidOperationException($"unknown span {span.GetType().Name}"),
    };

    private static CalendarSpan? Range(CalendarRange range, FaultList faults)
    {
        if (TryDay(range.From, out var first) && TryDay(range.To, out var last))
        {
            if (last >= first) return new CalendarSpan.Days(first, last);
            faults.Add("to", "must not be before from");
            return null;
        }

        if (WireInstant.TryParse(range.From, out var from, out _) && WireInstant.TryParse(range.To, out var to, out _))
        {
            if (to > from) return new CalendarSpan.Instants(EngineClock.Truncate(from), EngineClock.Truncate(to));
            faults.Add("to", "must be later than from");
            return null;
        }

        faults.Add("from", $"and to must both be days such as 2026-12-24, or both instants such as 2026-12-24T12:00:00Z; they are '{range.From}' and '{range.To}'");
        return null;
    }

    private static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
