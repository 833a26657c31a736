using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Calendars on the wire.</summary>
internal static class CalendarFields
{
    private const byte Days = 0;
    private const byte Instants = 1;
    private const int SpanSize = 3;

    public static void Write(this ref WireWriter to, ExclusionCalendar calendar)
    {
        to.Text(calendar.Id.Value);
        to.Text(calendar.Zone.Id);
        to.Signed(calendar.Version);
        to.Count(calendar.Spans.Count);
        foreach (var span in calendar.Spans)
        {
            switch (span)
            {
                case CalendarSpan.Days days:
                    to.Byte(Days);
                    to.Count(days.From.DayNumber);
                    to.Count(days.To.DayNumber);
                    break;
                case CalendarSpan.Instants instants:
                    to.Byte(Instants);
                    to.Time(instants.From);
                    to.Time(instants.To);
                    break;
                default: throw new NotSupportedException($"a span {span.GetType().Name} is not encoded");
            }
        }
    }

    public static CalendarId CalendarId(this ref WireReader from) => new(from.Name());

    public static ExclusionCalendar Calendar(this ref WireReader from)
    {
        var (id, zone, version) = (from.CalendarId(), from.Zone(), from.Signed());
        var spans = new CalendarSpan[from.CountOf(SpanSize)];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = from.Choice(Instants, "span of a calendar") == Days
                ? new CalendarSpan.Days(from.Day(), from.Day())
                : new CalendarSpan.Instants(from.Time(), from.Time());
        }

        return new(id, spans, zone, version);
    }

    private static DateOnly Day(this ref WireReader from) =>
        from.Count() is var days && days <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(days) : throw new FormatException("a day is out of range");
}
