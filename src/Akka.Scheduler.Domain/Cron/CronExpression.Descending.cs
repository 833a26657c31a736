namespace Akka.Scheduler.Domain.Cron;

public sealed partial class CronExpression
{
    /// <summary>The occurrences from a later instant back to an earlier one, by the clock of UTC, found one by one as they are asked for.</summary>
    /// <param name="fromUtc">The later instant; its kind must be UTC.</param>
    /// <param name="toUtc">The earlier instant; its kind must be UTC.</param>
    /// <param name="fromInclusive">True, the default, if the later instant itself counts.</param>
    /// <param name="toInclusive">True if the earlier instant itself counts.</param>
    /// <exception cref="ArgumentException">A kind is not UTC, or the later instant is earlier.</exception>
    public IEnumerable<DateTime> GetOccurrencesDescending(
        DateTime fromUtc, DateTime toUtc, bool fromInclusive = true, bool toInclusive = false) =>
        GetOccurrencesDescending(fromUtc, toUtc, TimeZoneInfo.Utc, fromInclusive, toInclusive);

    /// <summary>The occurrences from a later instant back to an earlier one, by the clock of a time zone, found one by one as they are asked for.</summary>
    /// <param name="fromUtc">The later instant; its kind must be UTC.</param>
    /// <param name="toUtc">The earlier instant; its kind must be UTC.</param>
    /// <param name="zone">The zone whose clock the fields are about.</param>
    /// <param name="fromInclusive">True, the default, if the later instant itself counts.</param>
    /// <param name="toInclusive">True if the earlier instant itself counts.</param>
    /// <exception cref="ArgumentException">A kind is not UTC, or the later instant is earlier.</exception>
    public IEnumerable<DateTime> GetOccurrencesDescending(
        DateTime fromUtc, DateTime toUtc, TimeZoneInfo zone, bool fromInclusive = true, bool toInclusive = false)
    {
        ArgumentNullException.ThrowIfNull(zone);
        _ = TicksOf(fromUtc);
        if (toUtc.Kind != DateTimeKind.Utc)
            throw new ArgumentException("The kind of the instant must be UTC.", nameof(toUtc));
        if (fromUtc < toUtc)
            throw new ArgumentException("The later instant is earlier than the earlier one.", nameof(fromUtc));
        return Descend(GetPreviousOccurrence(fromUtc, zone, fromInclusive));

        IEnumerable<DateTime> Descend(DateTime? last)
        {
            for (var at = last; at > toUtc || toInclusive && at == toUtc; at = GetPreviousOccurrence(at.Value, zone))
                yield return at.Value;
        }
    }

    /// <summary>The occurrences from a later instant back to an earlier one, by the clock of a time zone, found one by one as they are asked for.</summary>
    /// <param name="from">The later instant.</param>
    /// <param name="to">The earlier instant.</param>
    /// <param name="zone">The zone whose clock the fields are about.</param>
    /// <param name="fromInclusive">True, the default, if the later instant itself counts.</param>
    /// <param name="toInclusive">True if the earlier instant itself counts.</param>
    /// <returns>The occurrences, each with the zone's offset at it.</returns>
    /// <exception cref="ArgumentException">The later instant is earlier.</exception>
    public IEnumerable<DateTimeOffset> GetOccurrencesDescending(
        DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, bool fromInclusive = true, bool toInclusive = false)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (from < to)
            throw new ArgumentException("The later instant is earlier than the earlier one.", nameof(from));
        return Descend(GetPreviousOccurrence(from, zone, fromInclusive));

        IEnumerable<DateTimeOffset> Descend(DateTimeOffset? last)
        {
            for (var at = last; at > to || toInclusive && at == to; at = GetPreviousOccurrence(at.Value, zone))
                yield return at.Value;
        }
    }
}
