namespace Akka.Scheduler.Domain.Schedules;

/// <summary>What some calendars exclude together, ready to be asked.</summary>
/// <remarks>
/// Stretches are half open, in order, and neither overlap nor touch. A day begins at its first instant: where the clock skips midnight, at the
/// end of the leap; where midnight comes twice, at the first of them.
/// </remarks>
public sealed class Exclusions
{
    private readonly (DateTimeOffset From, DateTimeOffset To)[] _stretches;

    private Exclusions((DateTimeOffset From, DateTimeOffset To)[] stretches) => _stretches = stretches;

    /// <summary>Nothing is excluded.</summary>
    public static Exclusions None { get; } = new([]);

    /// <summary>What the calendars exclude together.</summary>
    public static Exclusions Of(IEnumerable<ExclusionCalendar> calendars)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        var all = calendars.SelectMany(calendar => calendar.Spans.Select(span => Stretch(span, calendar.Zone)))
            .Where(stretch => stretch.From < stretch.To).OrderBy(stretch => stretch.From);
        var merged = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var stretch in all)
        {
            if (merged.Count == 0 || stretch.From > merged[^1].To) merged.Add(stretch);
            else if (stretch.To > merged[^1].To) merged[^1] = (merged[^1].From, stretch.To);
        }

        return merged.Count == 0 ? None : new([.. merged]);
    }

    /// <summary>The first instant after <paramref name="instant"/> that is not excluded; null if it is not excluded itself.</summary>
    public DateTimeOffset? EndOf(DateTimeOffset instant)
    {
        var (low, high) = (0, _stretches.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_stretches[middle].From <= instant) low = middle + 1;
            else high = middle;
        }

        return low > 0 && instant < _stretches[low - 1].To ? _stretches[low - 1].To : null;
    }

    private static (DateTimeOffset From, DateTimeOffset To) Stretch(CalendarSpan span, TimeZoneInfo zone) => span switch
    {
        CalendarSpan.Days days => (Start(days.From, zone), days.To == DateOnly.MaxValue ? DateTimeOffset.MaxValue : Start(days.To.AddDays(1), zone)),
        CalendarSpan.Instants instants => (instants.From, instants.To),
        _ => throw new ArgumentOutOfRangeException(nameof(span), span, "No such span."),
    };

    private static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        var ticks = midnight.Ticks - offset.Ticks;
        return new(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);
    }
}
