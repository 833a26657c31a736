namespace Akka.Scheduler.Cli.Crontab;

/// <summary>The words that stand for fields, and <c>@reboot</c>, which stands for none.</summary>
internal static class CrontabMacro
{
    private static readonly Dictionary<string, string?> Meanings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@reboot"] = null,
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
        ["@every_minute"] = "* * * * *",
        ["@every_second"] = "* * * * * *",
    };

    public static string Names { get; } = string.Join(", ", Meanings.Keys);

    public static bool TryExpand(string name, out string? cron) => Meanings.TryGetValue(name, out cron);
}
