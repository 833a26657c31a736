using System.Globalization;
using System.Numerics;
using System.Text;

namespace Akka.Scheduler.Domain.Cron;

/// <summary>The canonical text of a pattern: values in ascending order, <c>*</c> for all of them, seconds only if they are not just 0.</summary>
internal static class CronText
{
    /// <summary>Writes the pattern.</summary>
    public static string Of(in CronPattern pattern)
    {
        var text = new StringBuilder();
        if (pattern.Seconds != 1)
            Append(text, pattern.Seconds, CronPattern.AllSixty).Append(' ');
        Append(text, pattern.Minutes, CronPattern.AllSixty).Append(' ');
        Append(text, pattern.Hours, CronPattern.AllHours).Append(' ');
        AppendDays(text, pattern).Append(' ');
        Append(text, pattern.Months, CronPattern.AllMonths).Append(' ');
        Append(text, pattern.Weekdays, CronPattern.AllWeekdays);
        if (pattern.Has(CronTraits.LastWeekday))
            text.Append('L');
        if (pattern.Ordinal != 0)
            text.Append(CultureInfo.InvariantCulture, $"#{pattern.Ordinal}");
        return text.ToString();
    }

    private static StringBuilder AppendDays(StringBuilder text, in CronPattern pattern)
    {
        if (!pattern.Has(CronTraits.FromMonthEnd))
            Append(text, pattern.Days, CronPattern.AllDays);
        else if (pattern.EndOffset == 0)
            text.Append('L');
        else
            text.Append(CultureInfo.InvariantCulture, $"L-{pattern.EndOffset}");
        return pattern.Has(CronTraits.NearestWeekday) ? text.Append('W') : text;
    }

    private static StringBuilder Append(StringBuilder text, ulong set, ulong all)
    {
        if (set == all)
            return text.Append('*');
        for (var rest = set; rest != 0; rest &= rest - 1)
        {
            if (rest != set)
                text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{BitOperations.TrailingZeroCount(rest)}");
        }

        return text;
    }
}
