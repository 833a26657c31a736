using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.Documents;
using NpgsqlTypes;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Captured output, appended in one statement a call.</summary>
internal sealed class PostgreSqlAttemptLogs(StoreCalls calls) : IAttemptLogStore
{
    public async Task AppendAsync(IReadOnlyList<LogChunk> chunks, CancellationToken cancel)
    {
        if (chunks.Count == 0) return;
        await calls.RunAsync(
            "append_log", cancel,
            Array([.. chunks.Select(chunk => chunk.Task.Value)], NpgsqlDbType.Text),
            Array([.. chunks.Select(chunk => chunk.Attempt)], NpgsqlDbType.Integer),
            Array([.. chunks.Select(chunk => chunk.AttemptId.Value)], NpgsqlDbType.Uuid),
            Array([.. chunks.Select(chunk => chunk.At.UtcDateTime)], NpgsqlDbType.TimestampTz),
            Array([.. chunks.Select(chunk => chunk.Stream)], NpgsqlDbType.Text),
            Array([.. chunks.Select(chunk => StorableText.Of(chunk.Text))], NpgsqlDbType.Text));
    }
}
