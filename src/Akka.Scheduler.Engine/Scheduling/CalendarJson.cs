using System.Text.Json;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>Calendars as the JSON text that is stored. Members may be added; none changes its meaning.</summary>
public static class CalendarJson
{
    /// <summary>The calendar as text.</summary>
    public static string Write(ExclusionCalendar calendar) =>
        JsonSerializer.Serialize(CalendarDocument.Of(calendar), ScheduleJsonContext.Default.CalendarDocument);

    /// <summary>Reads a calendar.</summary>
    /// <exception cref="InvalidDataException">The text is no calendar that this program knows.</exception>
    public static ExclusionCalendar Read(string text) => ScheduleJson.Read(text, ScheduleJsonContext.Default.CalendarDocument).ToCalendar();
}

internal sealed record CalendarDocument(string Id, string Zone, long Version, IReadOnlyList<SpanDocument> Spans)
{
    public static CalendarDocument Of(ExclusionCalendar calendar) =>
        new(calendar.Id.Value, calendar.Zone.Id, calendar.Version, [.. calendar.Spans.Select(SpanDocument.Of)]);

    public ExclusionCalendar ToCalendar() => new(new(Id), [.. Spans.Select(span => span.ToSpan())], TimeZoneInfo.FindSystemTimeZoneById(Zone), Version);
}

internal sealed record SpanDocument
{
    public DateOnly? FirstDay { get; init; }

    public DateOnly? LastDay { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public static SpanDocument Of(CalendarSpan span) => span switch
    {
        CalendarSpan.Days days => new() { FirstDay = days.From, LastDay = days.To == days.From ? null : days.To },
        CalendarSpan.Instants instants => new() { From = instants.From, To = instants.To },
        _ => throw new NotSupportedException($"a span {span.GetType().Name} is not stored"),
    };

    public CalendarSpan ToSpan() => this switch
    {
        { FirstDay: { } first } => new CalendarSpan.Days(first, LastDay ?? first),
        { From: { } from, To: { } to } => new CalendarSpan.Instants(from, to),
        _ => throw new InvalidDataException("a stored calendar has a span without ends"),
    };
}
