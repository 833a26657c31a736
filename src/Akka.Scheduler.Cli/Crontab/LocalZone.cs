namespace Akka.Scheduler.Cli.Crontab;

/// <summary>Zones by their IANA names, which is how nodes know them.</summary>
internal static class LocalZone
{
    /// <summary>The IANA name of a zone; UTC when it has none.</summary>
    public static string Name(TimeZoneInfo zone)
    {
        if (zone.HasIanaId) return zone.Id;
        return TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var name) ? name : "UTC";
    }

    /// <summary>An instant in a zone, with its offset; in UTC when this machine does not know the zone.</summary>
    public static DateTimeOffset At(DateTimeOffset instant, string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? TimeZoneInfo.ConvertTime(instant, zone) : instant.ToUniversalTime();
}
