namespace Akka.Scheduler.Domain.Cron;

/// <summary>Turns the text of an expression into its pattern.</summary>
internal static class CronParser
{
    /// <summary>Parses or throws <see cref="CronFormatException"/>.</summary>
    /// <param name="text">The text as given.</param>
    /// <param name="format">How many fields there must be; null for five or six.</param>
    /// <param name="dayRule">What both day fields together mean.</param>
    /// <param name="seed">What <c>H</c> is spread by, or null.</param>
    public static CronPattern Parse(string text, CronFormat? format, CronDayRule dayRule, string? seed)
    {
        Span<Range> fields = stackalloc Range[CronFields.Most + 1];
        var count = CronFields.Split(text, fields);
        if (count > 0 && text[fields[0].Start.Value] == '@')
            return Parse(CronMacros.Expand(text, fields[0].Start.Value), null, dayRule, seed);
        CronFields.Check(text, fields, count, format);

        var sets = new CronSetParser(seed);
        var days = new CronDayParser(sets);
        var offset = CronFields.Most - count;
        var seconds = offset == 0 ? ParseSet(CronField.Seconds, fields) : 1UL;
        var minutes = ParseSet(CronField.Minutes, fields);
        var hours = ParseSet(CronField.Hours, fields);
        var dates = days.ParseDaysOfMonth(Open(CronField.DaysOfMonth, fields));
        var months = ParseSet(CronField.Months, fields);
        var weekdays = days.ParseDaysOfWeek(Open(CronField.DaysOfWeek, fields));

        var either = dayRule == CronDayRule.Either
            && IsRestricted(CronField.DaysOfMonth, fields)
            && IsRestricted(CronField.DaysOfWeek, fields);
        var traits = days.Traits
            | (sets.IsInterval ? CronTraits.Interval : CronTraits.None)
            | (either ? CronTraits.EitherDay : CronTraits.None);
        return new CronPattern(seconds, minutes, (uint)hours, dates, (uint)months, weekdays, traits, days.EndOffset, days.Ordinal);

        CronReader Open(CronField field, ReadOnlySpan<Range> among)
        {
            var range = among[(int)field - offset];
            return new CronReader(text, CronFieldRange.Of(field), range.Start.Value, range.End.Value);
        }

        ulong ParseSet(CronField field, ReadOnlySpan<Range> among)
        {
            var reader = Open(field, among);
            return sets.Parse(ref reader);
        }

        bool IsRestricted(CronField field, ReadOnlySpan<Range> among) => text[among[(int)field - offset].Start.Value] is not ('*' or '?');
    }
}
