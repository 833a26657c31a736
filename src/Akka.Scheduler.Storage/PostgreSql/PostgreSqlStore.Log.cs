using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>What the PostgreSQL store tells the log.</summary>
internal static partial class PostgreSqlStoreLog
{
    [LoggerMessage(3001, LogLevel.Warning, "A group of {Batches} batches was refused and is tried again one by one: {Why}")]
    public static partial void GroupSplit(this ILogger log, int batches, string why);

    [LoggerMessage(3002, LogLevel.Error, "A batch of shard {Shard} was refused for good: {Why}")]
    public static partial void BatchRefused(this ILogger log, int shard, string why);

    [LoggerMessage(3003, LogLevel.Warning, "The outcome of {Batches} batches is unknown: {Why}")]
    public static partial void OutcomeUnknown(this ILogger log, int batches, string why);

    [LoggerMessage(3004, LogLevel.Information, "The database's schema was brought from version {From} to {To}")]
    public static partial void Migrated(this ILogger log, int from, int to);

    [LoggerMessage(3005, LogLevel.Warning, "The outcome of a batch of schedules is unknown: {Why}")]
    public static partial void SchedulesUnknown(this ILogger log, string why);
}
