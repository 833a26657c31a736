namespace Akka.Scheduler.UnitTests.Domain.Cron;

/// <summary>
/// The dialect and the clock-change rule written a second time, as naively as possible: a walk that looks at every step of the clock on its
/// own. Knows five and six fields with names, but neither macros nor H.
/// </summary>
internal sealed class SlowCron
{
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] WeekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly string _dates;
    private readonly string _weekdays;
    private readonly bool[] _seconds;
    private readonly bool[] _minutes;
    private readonly bool[] _hours;
    private readonly bool[] _months;
    private readonly bool _interval;
    private readonly bool _either;
    private (DateTime Day, bool Matches) _latestDay;

    public SlowCron(string text, bool either = false)
    {
        var fields = text.ToUpperInvariant().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 5)
            fields = ["0", .. fields];
        _interval = string.Join(' ', fields[..3]).AsSpan().ContainsAny("*?/-");
        _seconds = Set(fields[0], 0, 59);
        _minutes = Set(fields[1], 0, 59);
        _hours = Set(fields[2], 0, 23);
        _dates = fields[3];
        _months = Set(Numbers(fields[4], MonthNames, 1), 1, 12);
        _weekdays = Numbers(fields[5], WeekdayNames, 0);
        _either = either && !"*?".Contains(_dates[0]) && !"*?".Contains(_weekdays[0]);
    }

    /// <summary>All occurrences from the first to the last instant, both included, on multiples of the step from the first.</summary>
    /// <param name="fromUtc">The first instant.</param>
    /// <param name="toUtc">The last instant.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="step">How finely to look; must divide all changes of the clock.</param>
    /// <param name="lead">How long before the first instant a clock that is put back may have shown the same time.</param>
    public List<DateTime> Between(DateTime fromUtc, DateTime toUtc, TimeZoneInfo zone, TimeSpan step, TimeSpan lead)
    {
        var found = new List<DateTime>();
        var latestWall = DateTime.MinValue;
        var before = (fromUtc - lead - step) + zone.GetUtcOffset(fromUtc - lead - step);
        for (var at = fromUtc - lead; at <= toUtc; at += step)
        {
            var wall = at + zone.GetUtcOffset(at);
            var leapt = false;
            for (var missed = before + step; missed < wall; missed += step)
                leapt |= Matches(missed);
            var repeated = wall <= latestWall;
            if (at >= fromUtc && (leapt || Matches(wall) && (_interval || !repeated)))
                found.Add(at);
            latestWall = wall > latestWall ? wall : latestWall;
            before = wall;
        }

        return found;
    }

    /// <summary>Whether any day of the calendar's 400 years matches.</summary>
    public bool HasAnyDay()
    {
        for (var day = new DateTime(2000, 1, 1); day.Year < 2400; day = day.AddDays(1))
        {
            if (_months[day.Month] && MatchesDay(day))
                return true;
        }

        return false;
    }

    private bool Matches(DateTime wall)
    {
        if (!_seconds[wall.Second] || !_minutes[wall.Minute] || !_hours[wall.Hour] || !_months[wall.Month])
            return false;
        if (_latestDay.Day != wall.Date)
            _latestDay = (wall.Date, MatchesDay(wall.Date));
        return _latestDay.Matches;
    }

    private bool MatchesDay(DateTime day) =>
        _either ? MatchesDate(day) || MatchesWeekday(day) : MatchesDate(day) && MatchesWeekday(day);

    private bool MatchesDate(DateTime at)
    {
        var length = DateTime.DaysInMonth(at.Year, at.Month);
        if (!_dates.Contains('L') && !_dates.Contains('W'))
            return Set(_dates, 1, 31)[at.Day];

        var body = _dates.TrimEnd('W');
        var day = body.StartsWith('L') ? length - (body.Length > 1 ? int.Parse(body.AsSpan(2)) : 0) : int.Parse(body);
        if (day < 1 || day > length)
            return false;
        if (_dates.EndsWith('W'))
        {
            // The working day of this month that is nearest; two are never equally near.
            day = Enumerable.Range(1, length)
                .Where(other => new DateTime(at.Year, at.Month, other).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                .MinBy(other => Math.Abs(other - day));
        }

        return at.Day == day;
    }

    private bool MatchesWeekday(DateTime at)
    {
        var weekday = (int)at.DayOfWeek;
        if (_weekdays.EndsWith('L'))
            return weekday == int.Parse(_weekdays.AsSpan(0, 1)) % 7 && at.AddDays(7).Month != at.Month;
        if (_weekdays.Contains('#'))
            return weekday == int.Parse(_weekdays.AsSpan(0, 1)) % 7 && (at.Day + 6) / 7 == int.Parse(_weekdays.AsSpan(2));
        var set = Set(_weekdays, 0, 7);
        return set[weekday] || weekday == 0 && set[7];
    }

    private static string Numbers(string field, string[] names, int first)
    {
        for (var index = 0; index < names.Length; index++)
            field = field.Replace(names[index], $"{index + first}", StringComparison.Ordinal);
        return field;
    }

    /// <summary>Which values a field has, by counting from one end of each item to the other; Sunday has two numbers, and a turn passes one.</summary>
    private static bool[] Set(string field, int first, int last)
    {
        var set = new bool[last + 1];
        foreach (var item in field.Split(','))
        {
            var parts = item.Split('/');
            var step = parts.Length > 1 ? int.Parse(parts[1]) : 1;
            var ends = parts[0].Split('-');
            var (low, high) = parts[0] is "*" or "?" ? (first, last)
                : ends.Length > 1 ? (int.Parse(ends[0]), int.Parse(ends[1]))
                : (int.Parse(ends[0]), parts.Length > 1 ? last : int.Parse(ends[0]));
            var turns = last == 7 ? 6 : last;
            if (last == 7 && low == 7 && high < 7)
                low = 0;
            var (at, steps) = (low, 0);
            while (true)
            {
                set[at] |= steps % step == 0;
                if (at == high)
                    break;
                at = at >= turns && high < low ? first : at + 1;
                steps++;
            }
        }

        return set;
    }
}
