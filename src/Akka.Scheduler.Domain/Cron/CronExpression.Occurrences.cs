namespace Akka.Scheduler.Domain.Cron;

public sealed partial class CronExpression
{
    /// <summary>The occurrences between two instants, by the clock of UTC, found one by one as they are asked for.</summary>
    /// <param name="fromUtc">The earlier instant; its kind must be UTC.</param>
    /// <param name="toUtc">The later instant; its kind must be UTC.</param>
    /// <param name="fromInclusive">True, the default, if the earlier instant itself counts.</param>
    /// <param name="toInclusive">True if the later instant itself counts.</param>
    /// <exception cref="ArgumentException">A kind is not UTC, or the earlier instant is later.</exception>
    public IEnumerable<DateTime> GetOccurrences(DateTime fromUtc, DateTime toUtc, bool fromInclusive = true, bool toInclusive = false) =>
        GetOccurrences(fromUtc, toUtc, TimeZoneInfo.Utc, fromInclusive, toInclusive);

    /// <summary>The occurrences between two instants, by the clock of a time zone, found one by one as they are asked for.</summary>
    /// <param name="fromUtc">The earlier instant; its kind must be UTC.</param>
    /// <param name="toUtc">The later instant; its kind must be UTC.</param>
    /// <param name="zone">The zone whose clock the fields are about.</param>
    /// <param name="fromInclusive">
    /// True, the default, if the earlier instant itself counts, also if a leap of the clock moved an occurrence to it: of ranges that
    /// follow each other, each occurrence is in exactly one.
    /// </param>
    /// <param name="toInclusive">True if the later instant itself counts.</param>
    /// <exception cref="ArgumentException">A kind is not UTC, or the earlier instant is later.</exception>
    public IEnumerable<DateTime> GetOccurrences(
        DateTime fromUtc, DateTime toUtc, TimeZoneInfo zone, bool fromInclusive = true, bool toInclusive = false)
    {
        ArgumentNullException.ThrowIfNull(zone);
        _ = TicksOf(fromUtc);
        if (toUtc.Kind != DateTimeKind.Utc)
            throw new ArgumentException("The kind of the instant must be UTC.", nameof(toUtc));
        if (fromUtc > toUtc)
            throw new ArgumentException("The earlier instant is later than the later one.", nameof(fromUtc));
        return Ascend(fromInclusive ? OccurrenceFrom(fromUtc, zone) : GetNextOccurrence(fromUtc, zone));

        IEnumerable<DateTime> Ascend(DateTime? first)
        {
            for (var at = first; at < toUtc || toInclusive && at == toUtc; at = GetNextOccurrence(at.Value, zone))
                yield return at.Value;
        }
    }

    /// <summary>The occurrences between two instants, by the clock of a time zone, found one by one as they are asked for.</summary>
    /// <param name="from">The earlier instant.</param>
    /// <param name="to">The later instant.</param>
    /// <param name="zone">The zone whose clock the fields are about.</param>
    /// <param name="fromInclusive">
    /// True, the default, if the earlier instant itself counts, also if a leap of the clock moved an occurrence to it: of ranges that
    /// follow each other, each occurrence is in exactly one.
    /// </param>
    /// <param name="toInclusive">True if the later instant itself counts.</param>
    /// <returns>The occurrences, each with the zone's offset at it.</returns>
    /// <exception cref="ArgumentException">The earlier instant is later.</exception>
    public IEnumerable<DateTimeOffset> GetOccurrences(
        DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, bool fromInclusive = true, bool toInclusive = false)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (from > to)
            throw new ArgumentException("The earlier instant is later than the later one.", nameof(from));
        return Ascend(ToLocal(fromInclusive ? AtOrAfter(zone, Ceiling(from.UtcTicks)) : Next(zone, from.UtcTicks, inclusive: false), zone));

        IEnumerable<DateTimeOffset> Ascend(DateTimeOffset? first)
        {
            for (var at = first; at < to || toInclusive && at == to; at = GetNextOccurrence(at.Value, zone))
                yield return at.Value;
        }
    }

    /// <summary>How many occurrences lie between two instants, by the clock of a time zone, counted without finding each of them.</summary>
    /// <param name="from">The earlier instant, which counts.</param>
    /// <param name="to">The later instant, which does not count.</param>
    /// <param name="zone">The zone whose clock the fields are about.</param>
    /// <returns>The number; 0 if the earlier instant is not earlier.</returns>
    public long CountOccurrences(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return HasOccurrences ? CronCount.Between(_pattern, IsUtc(zone) ? null : zone, Ceiling(from.UtcTicks), Ceiling(to.UtcTicks)) : 0;
    }
}
