using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.UnitTests.Testing;

internal static partial class LetterLog
{
    [LoggerMessage(1, LogLevel.Information, "sent to {To}")]
    public static partial void LogSent(this ILogger log, string to);
}
