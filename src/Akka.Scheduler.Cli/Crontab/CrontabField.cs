using System.Globalization;
using System.Text.RegularExpressions;

namespace Akka.Scheduler.Cli.Crontab;

/// <summary>Checks a field as crontab(5) describes it: a list of numbers, names, ranges and stars, each with an optional step.</summary>
internal static partial class CrontabField
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public static string? Fault(string field, string text)
    {
        var (low, high, names) = field switch
        {
            "minute" => (0, 59, []),
            "hour" => (0, 23, []),
            "day" => (1, 31, []),
            "month" => (1, 12, Months),
            _ => (0, 7, Weekdays),
        };
        return text.Split(',').Select(item => ItemFault(item, low, high, names)).FirstOrDefault(fault => fault is not null);
    }

    private static string? ItemFault(string item, int low, int high, string[] names)
    {
        if (item.Contains('~', StringComparison.Ordinal)) return $"'{item}' asks for a random value: write the value that you want.";
        var match = Item().Match(item);
        if (!match.Success) return $"'{item}' is not a value, a range or a star with an optional step.";
        if (match.Groups["step"] is { Success: true } step && !(Value(step.Value, 0, []) > 0))
            return $"'{item}': a step is a whole number from 1.";
        if (match.Groups["from"] is not { Success: true } from) return null;
        if (Value(from.Value, low, names) is not { } first || first < low || first > high)
            return OutOfRange(from.Value, low, high, names);
        if (match.Groups["to"] is not { Success: true } to) return null;
        if (Value(to.Value, low, names) is not { } last || last < low || last > high) return OutOfRange(to.Value, low, high, names);
        // Saturday to Sunday is written 6-7 or sat-sun; in names Sunday then ends the week.
        var runsForward = first <= last || (names == Weekdays && last == 0);
        return runsForward ? null : $"'{item}' runs backwards: write two ranges with a comma between them.";
    }

    private static int? Value(string text, int low, string[] names)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        var index = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index + low;
    }

    private static string OutOfRange(string text, int low, int high, string[] names) =>
        $"'{text}' is not between {low} and {high}{(names.Length == 0 ? null : $", nor one of {names[0]} to {names[^1]}")}.";

    [GeneratedRegex(@"^(\*|(?<from>[0-9A-Za-z]+)(-(?<to>[0-9A-Za-z]+))?)(/(?<step>\w+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Item();
}
