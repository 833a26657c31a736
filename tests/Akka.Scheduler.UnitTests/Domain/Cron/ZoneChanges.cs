namespace Akka.Scheduler.UnitTests.Domain.Cron;

/// <summary>The instants at which a zone's offset changes, found by looking at every sixth hour.</summary>
internal static class ZoneChanges
{
    public static List<DateTime> Of(TimeZoneInfo zone, int fromYear, int toYear)
    {
        var changes = new List<DateTime>();
        var step = TimeSpan.FromHours(6);
        var end = new DateTime(toYear, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var at = new DateTime(fromYear, 1, 1, 0, 0, 0, DateTimeKind.Utc); at < end; at += step)
        {
            var offset = zone.GetUtcOffset(at);
            if (zone.GetUtcOffset(at + step) == offset)
                continue;
            var (low, high) = (at, at + step);
            while (high - low > TimeSpan.FromSeconds(1))
            {
                var middle = low + TimeSpan.FromSeconds(Math.Floor((high - low).TotalSeconds / 2));
                (low, high) = zone.GetUtcOffset(middle) == offset ? (middle, high) : (low, middle);
            }

            changes.Add(high);
        }

        return changes;
    }
}
