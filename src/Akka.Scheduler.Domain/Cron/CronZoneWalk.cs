namespace Akka.Scheduler.Domain.Cron;

/// <summary>
/// Occurrences of a pattern in a time zone. All times are whole seconds since 0001-01-01T00:00:00, of UTC or of the wall clock.
/// <para>The rule: an instant occurs if the wall clock then shows a matching time; if the clock shows that time twice, a point pattern
/// occurs only the first time and an interval pattern both times; a forward jump that leaps over at least one matching time occurs once,
/// at the instant of the jump.</para>
/// <para>The walk goes from one change of the zone's offset to the next, and asks the zone for nothing but its offset at an instant: the
/// framework's own test for missing and repeated wall times knows daylight saving only, not a change of the standard offset such as
/// Apia's lost day. What it relies on: no clock is moved by more than <see cref="Reach"/>, and no two changes lie within that of each
/// other (a test reads every zone of the system for this).</para>
/// </summary>
internal static class CronZoneWalk
{
    /// <summary>No change reaches this far, in seconds, and no two lie this near to each other; the widest known is a day.</summary>
    public const long Reach = 30 * 3600;

    /// <summary>How long before a far wall time, reckoned by today's offset, the clock cannot have shown it yet; less than the reach.</summary>
    private const long Approach = 27 * 3600;

    /// <summary>The first occurrence at or after <paramref name="from"/>, or <see cref="CronCalendar.None"/>.</summary>
    public static long Next(in CronPattern pattern, TimeZoneInfo zone, long from)
    {
        var at = from;
        while (at <= CronCalendar.Last)
        {
            var offset = OffsetAt(zone, at);
            var wall = CronCalendar.Next(pattern, at + offset);
            var candidate = wall - offset;
            // Nearer than the reach, so that a leap at this very instant is seen by the look at what lies a reach before.
            var near = wall != CronCalendar.None && candidate < at + Reach;
            if (near && IsSteadyBefore(zone, candidate, offset))
                return Within(candidate);

            if (LeapsOverMatch(pattern, zone, at, offset))
                return at;
            if (wall == CronCalendar.None)
                return CronCalendar.None;
            var horizon = near ? candidate : at + Reach;
            if (OffsetAt(zone, horizon) != offset)
                at = ChangeBetween(zone, at, horizon, offset);
            else if (!near)
                at = Math.Max(horizon, candidate - Approach);
            else if (IsRepeat(pattern, zone, candidate, offset))
                at = candidate + 1;
            else
                return Within(candidate);
        }

        return CronCalendar.None;
    }

    /// <summary>The last occurrence at or before <paramref name="from"/>, or <see cref="CronCalendar.None"/>.</summary>
    public static long Previous(in CronPattern pattern, TimeZoneInfo zone, long from)
    {
        var at = from;
        while (at >= 0)
        {
            var offset = OffsetAt(zone, at);
            var wall = CronCalendar.Previous(pattern, at + offset);
            if (wall == CronCalendar.None)
                return CronCalendar.None;
            var candidate = wall - offset;
            var near = candidate >= at - Reach;
            if (near && IsSteadyBefore(zone, candidate, offset))
                return Within(candidate);

            var horizon = near ? candidate : at - Reach;
            var before = OffsetAt(zone, horizon);
            if (before != offset)
            {
                var change = ChangeBetween(zone, horizon, at, before);
                if (wall >= change + before)
                    return change;
                at = change - 1;
            }
            else if (!near)
                at = Math.Min(horizon, candidate + Approach);
            else if (IsRepeat(pattern, zone, candidate, offset))
                at = candidate - 1;
            else
                return Within(candidate);
        }

        return CronCalendar.None;
    }

    /// <summary>True if the offset was the same through the whole reach before an instant: nothing was leapt over or repeated, the usual case.</summary>
    private static bool IsSteadyBefore(TimeZoneInfo zone, long at, long offset) =>
        OffsetAt(zone, at) == offset && OffsetAt(zone, at - Reach) == offset;

    /// <summary>The wall clock's calendar reaches beyond that of UTC, at either end, by the zone's offset.</summary>
    private static long Within(long at) => at is >= 0 and <= CronCalendar.Last ? at : CronCalendar.None;

    /// <summary>True if the clock shows a matching time at an instant, which at the end of a leap is not needed for an occurrence.</summary>
    public static bool Shows(in CronPattern pattern, TimeZoneInfo zone, long at)
    {
        var wall = at + OffsetAt(zone, at);
        return CronCalendar.Next(pattern, wall) == wall;
    }

    /// <summary>The zone's offset from UTC at an instant, in seconds.</summary>
    public static long OffsetAt(TimeZoneInfo zone, long at)
    {
        var ticks = Math.Clamp(at, 0, CronCalendar.Last) * TimeSpan.TicksPerSecond;
        return zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).Ticks / TimeSpan.TicksPerSecond;
    }

    /// <summary>True if the clock jumps forward at this very instant, over at least one matching wall time.</summary>
    public static bool LeapsOverMatch(in CronPattern pattern, TimeZoneInfo zone, long at, long offset)
    {
        var before = OffsetAt(zone, at - 1);
        if (before >= offset)
            return false;
        var missed = CronCalendar.Next(pattern, at + before);
        return missed != CronCalendar.None && missed < at + offset;
    }

    /// <summary>True if the pattern runs once in a repeated wall time, and this is its second showing.</summary>
    private static bool IsRepeat(in CronPattern pattern, TimeZoneInfo zone, long at, long offset) =>
        !pattern.Has(CronTraits.Interval) && RepeatsUntil(zone, at, offset) > at + offset;

    /// <summary>The wall time up to which the clock shows again what it showed before, or <see cref="CronCalendar.None"/>.</summary>
    public static long RepeatsUntil(TimeZoneInfo zone, long at, long offset)
    {
        var before = OffsetAt(zone, at - Reach);
        return before > offset ? ChangeBetween(zone, at - Reach, at, before) + before : CronCalendar.None;
    }

    /// <summary>The first instant after <paramref name="low"/> whose offset is another, given that it is another at <paramref name="high"/>.</summary>
    public static long ChangeBetween(TimeZoneInfo zone, long low, long high, long lowOffset)
    {
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (OffsetAt(zone, middle) == lowOffset)
                low = middle;
            else
                high = middle;
        }

        return high;
    }
}
