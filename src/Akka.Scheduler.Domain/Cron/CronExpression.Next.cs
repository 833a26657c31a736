namespace Akka.Scheduler.Domain.Cron;

public sealed partial class CronExpression
{
    /// <summary>The first occurrence after an instant, by the clock of UTC.</summary>
    /// <param name="fromUtc">The instant; its kind must be UTC.</param>
    /// <param name="inclusive">True if the instant itself counts.</param>
    /// <returns>The occurrence, of kind UTC, or null if there is none before year 10000.</returns>
    /// <exception cref="ArgumentException">The kind is not UTC.</exception>
    public DateTime? GetNextOccurrence(DateTime fromUtc, bool inclusive = false) =>
        ToUtc(Next(null, TicksOf(fromUtc), inclusive));

    /// <summary>The first occurrence after an instant, by the clock of a time zone.</summary>
    /// <param name="fromUtc">The instant; its kind must be UTC.</param>
    /// <param name="zone">The zone whose clock the fields are about.</param>
    /// <param name="inclusive">
    /// True if the instant itself counts when the clock then shows a matching time. An occurrence that a leap of the clock moved to this
    /// very instant belongs to the time that was leapt over, and is found from earlier instants only.
    /// </param>
    /// <returns>The occurrence, of kind UTC, or null if there is none before year 10000.</returns>
    /// <exception cref="ArgumentException">The kind is not UTC.</exception>
    public DateTime? GetNextOccurrence(DateTime fromUtc, TimeZoneInfo zone, bool inclusive = false)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return ToUtc(Next(zone, TicksOf(fromUtc), inclusive));
    }

    /// <summary>The first occurrence after an instant, by the clock of a time zone.</summary>
    /// <param name="from">The instant, with any offset.</param>
    /// <param name="zone">The zone whose clock the fields are about.</param>
    /// <param name="inclusive">
    /// True if the instant itself counts when the clock then shows a matching time. An occurrence that a leap of the clock moved to this
    /// very instant belongs to the time that was leapt over, and is found from earlier instants only.
    /// </param>
    /// <returns>The occurrence with the zone's offset at it, or null if there is none before year 10000.</returns>
    public DateTimeOffset? GetNextOccurrence(DateTimeOffset from, TimeZoneInfo zone, bool inclusive = false)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return ToLocal(Next(zone, from.UtcTicks, inclusive), zone);
    }

    /// <summary>The last occurrence before an instant, by the clock of UTC: an occurrence that <see cref="GetNextOccurrence(DateTime, bool)"/> finds too.</summary>
    /// <param name="fromUtc">The instant; its kind must be UTC.</param>
    /// <param name="inclusive">True if the instant itself counts.</param>
    /// <returns>The occurrence, of kind UTC, or null if there is none since year 1.</returns>
    /// <exception cref="ArgumentException">The kind is not UTC.</exception>
    public DateTime? GetPreviousOccurrence(DateTime fromUtc, bool inclusive = false) =>
        ToUtc(Previous(null, TicksOf(fromUtc), inclusive));

    /// <summary>The last occurrence before an instant, by the clock of a time zone.</summary>
    /// <param name="fromUtc">The instant; its kind must be UTC.</param>
    /// <param name="zone">The zone whose clock the fields are about.</param>
    /// <param name="inclusive">True if the instant itself counts, also one to which a leap of the clock moved an occurrence.</param>
    /// <returns>The occurrence, of kind UTC, or null if there is none since year 1.</returns>
    /// <exception cref="ArgumentException">The kind is not UTC.</exception>
    public DateTime? GetPreviousOccurrence(DateTime fromUtc, TimeZoneInfo zone, bool inclusive = false)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return ToUtc(Previous(zone, TicksOf(fromUtc), inclusive));
    }

    /// <summary>The last occurrence before an instant, by the clock of a time zone.</summary>
    /// <param name="from">The instant, with any offset.</param>
    /// <param name="zone">The zone whose clock the fields are about.</param>
    /// <param name="inclusive">True if the instant itself counts, also one to which a leap of the clock moved an occurrence.</param>
    /// <returns>The occurrence with the zone's offset at it, or null if there is none since year 1.</returns>
    public DateTimeOffset? GetPreviousOccurrence(DateTimeOffset from, TimeZoneInfo zone, bool inclusive = false)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return ToLocal(Previous(zone, from.UtcTicks, inclusive), zone);
    }

    /// <summary>True if a zone's clock shows the time of this instant for the second time, because it has just been put back.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="zone">The zone.</param>
    public static bool IsSecondShowing(DateTimeOffset at, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var second = at.UtcTicks / TimeSpan.TicksPerSecond;
        var offset = CronZoneWalk.OffsetAt(zone, second);
        return CronZoneWalk.RepeatsUntil(zone, second, offset) > second + offset;
    }

    /// <summary>The first occurrence at an instant or after it, also one that a leap of the clock moved to this very instant; null if there is none.</summary>
    internal DateTime? OccurrenceFrom(DateTime fromUtc, TimeZoneInfo zone) => ToUtc(AtOrAfter(zone, Ceiling(fromUtc.Ticks)));

    /// <summary>Occurrences are whole seconds, so the search starts at the first whole second that counts.</summary>
    private long Next(TimeZoneInfo? zone, long ticks, bool inclusive)
    {
        var (second, rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        if (!inclusive || rest != 0)
            return AtOrAfter(zone, second + 1);
        var found = AtOrAfter(zone, second);
        return found == second && !IsUtc(zone) && !CronZoneWalk.Shows(_pattern, zone, second) ? AtOrAfter(zone, second + 1) : found;
    }

    private long AtOrAfter(TimeZoneInfo? zone, long second)
    {
        if (!HasOccurrences)
            return CronCalendar.None;
        return IsUtc(zone) ? CronCalendar.Next(_pattern, second) : CronZoneWalk.Next(_pattern, zone, second);
    }

    private long Previous(TimeZoneInfo? zone, long ticks, bool inclusive)
    {
        var (second, rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        var from = inclusive || rest != 0 ? second : second - 1;
        if (!HasOccurrences)
            return CronCalendar.None;
        return IsUtc(zone) ? CronCalendar.Previous(_pattern, from) : CronZoneWalk.Previous(_pattern, zone, from);
    }

    private static long Ceiling(long ticks) => (ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    private static bool IsUtc([System.Diagnostics.CodeAnalysis.NotNullWhen(false)] TimeZoneInfo? zone) =>
        zone is null || ReferenceEquals(zone, TimeZoneInfo.Utc);

    private static long TicksOf(DateTime fromUtc) => fromUtc.Kind == DateTimeKind.Utc
        ? fromUtc.Ticks
        : throw new ArgumentException("The kind of the instant must be UTC.", nameof(fromUtc));

    private static DateTime? ToUtc(long second) =>
        second == CronCalendar.None ? null : new DateTime(second * TimeSpan.TicksPerSecond, DateTimeKind.Utc);

    private static DateTimeOffset? ToLocal(long second, TimeZoneInfo zone)
    {
        if (second == CronCalendar.None)
            return null;
        var offset = CronZoneWalk.OffsetAt(zone, second);
        return new DateTimeOffset((second + offset) * TimeSpan.TicksPerSecond, TimeSpan.FromSeconds(offset));
    }
}
