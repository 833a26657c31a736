namespace Akka.Scheduler.Domain.Schedules;

/// <summary>A named set of days and stretches of time at which the schedules that heed it do not run.</summary>
/// <param name="Id">Its name for ever.</param>
/// <param name="Spans">What it excludes, in the order given.</param>
/// <param name="Zone">Whose days its days are.</param>
/// <param name="Version">From 1, one more with every change.</param>
public sealed record ExclusionCalendar(CalendarId Id, IReadOnlyList<CalendarSpan> Spans, TimeZoneInfo Zone, long Version)
{
    /// <summary>The most days and stretches of one calendar: 5,000.</summary>
    public const int MostSpans = 5_000;

    /// <summary>Whether both exclude the same, said in the same words.</summary>
    public bool SaysTheSame(ExclusionCalendar other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Zone.Id == other.Zone.Id && Spans.SequenceEqual(other.Spans);
    }
}
