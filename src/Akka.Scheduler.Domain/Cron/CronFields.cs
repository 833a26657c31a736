using System.Globalization;

namespace Akka.Scheduler.Domain.Cron;

/// <summary>Parts the text into its fields and checks that there are as many as the format has.</summary>
internal static class CronFields
{
    public const int Least = 5;
    public const int Most = 6;

    /// <summary>Finds the fields, parted by spaces and tabs; stops one past the most that there may be.</summary>
    /// <returns>How many were found.</returns>
    public static int Split(ReadOnlySpan<char> text, Span<Range> fields)
    {
        var count = 0;
        for (var at = 0; count < fields.Length;)
        {
            while (at < text.Length && IsBlank(text[at]))
                at++;
            if (at == text.Length)
                break;
            var start = at;
            while (at < text.Length && !IsBlank(text[at]))
                at++;
            fields[count++] = start..at;
        }

        return count;
    }

    /// <summary>Fails unless the count fits; a null format takes five or six.</summary>
    public static void Check(string text, ReadOnlySpan<Range> fields, int count, CronFormat? format)
    {
        if (count == 0)
            throw new CronFormatException("The cron expression is empty.", null, 0);
        var least = format == CronFormat.IncludeSeconds ? Most : Least;
        var most = format == CronFormat.Standard ? Least : Most;
        if (count < least)
            throw TooFew(text, count, least, format == CronFormat.IncludeSeconds ? CronField.Seconds : CronField.Minutes);
        if (count > most)
            throw TooMany(fields[most].Start.Value, count, most);
    }

    private static CronFormatException TooFew(string text, int count, int expected, CronField first)
    {
        var last = first + count - 1;
        var missing = string.Join(", ", Enumerable.Range((int)last + 1, CronField.DaysOfWeek - last).Select(field => Title((CronField)field)));
        var hint = expected == Most && count == Least ? " For five fields without seconds, use the standard format." : "";
        return new CronFormatException(
            string.Create(CultureInfo.InvariantCulture,
                $"The expression ends after '{Title(last)}': {count} of {expected} fields are given, {missing} are missing (position {text.Length}).{hint}"),
            last + 1,
            text.Length);
    }

    private static CronFormatException TooMany(int position, int count, int expected)
    {
        var hint = expected == Least && count == Most ? " For seconds in front, use the format that includes seconds." : "";
        return new CronFormatException(
            string.Create(CultureInfo.InvariantCulture, $"The expression has more than the {expected} fields expected (position {position}).{hint}"),
            null,
            position);
    }

    private static string Title(CronField field) => CronFieldRange.Of(field).Title;

    private static bool IsBlank(char character) => character is ' ' or '\t';
}
