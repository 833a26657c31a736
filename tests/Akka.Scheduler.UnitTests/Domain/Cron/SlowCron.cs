namespace Akka.Scheduler.UnitTests.Domain.Cron;

/// <summary>
/// The dialect and the clock-change rule written a second time, as naively as possible: every half minute (Monrovia changed
/// its clocks on one) is looked at on its own. Knows five fields without names, macros and H.
/// </summary>
internal sealed class SlowCron
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);
    private readonly string[] _fields;
    private readonly bool _interval;

    public SlowCron(string text)
    {
        _fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _interval = (_fields[0] + _fields[1]).AsSpan().ContainsAny("*/-");
    }

    /// <summary>All occurrences from the first to the last instant, both included, the first on a whole or half minute.</summary>
    public List<DateTime> Between(DateTime fromUtc, DateTime toUtc, TimeZoneInfo zone)
    {
        var found = new List<DateTime>();
        var latestWall = DateTime.MinValue;
        for (var at = fromUtc.AddDays(-2); at <= toUtc; at += Step)
        {
            var wall = at + zone.GetUtcOffset(at);
            var before = at + zone.GetUtcOffset(at - Step);
            var leapt = false;
            for (var missed = before; missed < wall; missed += Step)
                leapt |= Matches(missed);
            var repeated = wall <= latestWall;
            if (at >= fromUtc && (leapt || Matches(wall) && (_interval || !repeated)))
                found.Add(at);
            latestWall = wall > latestWall ? wall : latestWall;
        }

        return found;
    }

    public bool Matches(DateTime wall) =>
        wall.Second == 0
        && InSet(_fields[0], wall.Minute, 0, 59)
        && InSet(_fields[1], wall.Hour, 0, 23)
        && DayOfMonth(_fields[2], wall)
        && InSet(_fields[3], wall.Month, 1, 12)
        && DayOfWeek(_fields[4], wall);

    private static bool DayOfMonth(string field, DateTime wall)
    {
        var length = DateTime.DaysInMonth(wall.Year, wall.Month);
        if (!field.Contains('L') && !field.Contains('W'))
            return InSet(field, wall.Day, 1, 31);

        var weekday = field.EndsWith('W');
        var body = field.TrimEnd('W');
        var day = body.StartsWith('L') ? length - (body.Length > 1 ? int.Parse(body.AsSpan(2)) : 0) : int.Parse(body);
        if (day < 1 || day > length)
            return false;
        if (weekday)
        {
            // The working day of this month that is nearest; two are never equally near.
            day = Enumerable.Range(1, length)
                .Where(other => new DateTime(wall.Year, wall.Month, other).DayOfWeek is not (System.DayOfWeek.Saturday or System.DayOfWeek.Sunday))
                .MinBy(other => Math.Abs(other - day));
        }

        return wall.Day == day;
    }

    private static bool DayOfWeek(string field, DateTime wall)
    {
        var weekday = (int)wall.DayOfWeek;
        if (field.EndsWith('L'))
            return weekday == int.Parse(field.AsSpan(0, 1)) % 7 && wall.AddDays(7).Month != wall.Month;
        if (field.Contains('#'))
            return weekday == int.Parse(field.AsSpan(0, 1)) % 7 && (wall.Day + 6) / 7 == int.Parse(field.AsSpan(2));
        return InSet(field, weekday, 0, 7) || weekday == 0 && InSet(field, 7, 0, 7);
    }

    private static bool InSet(string field, int value, int first, int last)
    {
        foreach (var item in field.Split(','))
        {
            var parts = item.Split('/');
            var step = parts.Length > 1 ? int.Parse(parts[1]) : 1;
            var ends = parts[0].Split('-');
            var (low, high) = parts[0] is "*" or "?" ? (first, last)
                : ends.Length > 1 ? (int.Parse(ends[0]), int.Parse(ends[1]))
                : (int.Parse(ends[0]), parts.Length > 1 ? last : int.Parse(ends[0]));
            for (var at = low; ; at = at == last ? first : at + 1)
            {
                var steps = at >= low ? at - low : at - low + last - first + 1;
                if (at == value && steps % step == 0)
                    return true;
                if (at == high)
                    break;
            }
        }

        return false;
    }
}
