namespace Akka.Scheduler.Domain.Cron;

/// <summary>The macros and the expressions that they stand for. They are known under both formats and in any case.</summary>
internal static class CronMacros
{
    private static readonly (string Name, string Expression)[] All =
    [
        ("@every_second", "* * * * * *"),
        ("@every_minute", "* * * * *"),
        ("@hourly", "0 * * * *"),
        ("@daily", "0 0 * * *"),
        ("@midnight", "0 0 * * *"),
        ("@weekly", "0 0 * * 0"),
        ("@monthly", "0 0 1 * *"),
        ("@yearly", "0 0 1 1 *"),
        ("@annually", "0 0 1 1 *"),
    ];

    /// <summary>The expression of a macro.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Where the macro's <c>@</c> stands.</param>
    public static string Expand(string text, int start)
    {
        var name = text.AsSpan(start).TrimEnd(" \t");
        foreach (var macro in All)
        {
            if (name.Equals(macro.Name, StringComparison.OrdinalIgnoreCase))
                return macro.Expression;
        }

        throw new CronFormatException(
            $"Unknown macro '{name}' (position {start}). Known are {string.Join(", ", All.Select(macro => macro.Name))}.", null, start);
    }
}
