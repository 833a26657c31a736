using System.Globalization;

namespace Akka.Scheduler.Executors.Tracing;

/// <summary>Instants as targets read them: RFC 3339 in UTC with milliseconds.</summary>
internal static class AttemptInstant
{
    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
