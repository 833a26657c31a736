using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

internal sealed class SqliteAttemptLogs(SqliteCalls calls) : IAttemptLogStore
{
    public Task AppendAsync(IReadOnlyList<LogChunk> chunks, CancellationToken cancel) =>
        chunks.Count == 0 ? Task.CompletedTask : calls.WriteAsync(chunks.Count, session => Append(session, chunks), cancel);

    private static int Append(Session session, IReadOnlyList<LogChunk> chunks)
    {
        foreach (var chunk in chunks)
        {
            session["append_log"]
                .Set(1, chunk.Task.Value)
                .Set(2, chunk.Attempt)
                .Set(3, chunk.AttemptId.Value)
                .Set(4, Microseconds.Of(chunk.At))
                .Set(5, chunk.Stream)
                .Set(6, chunk.Text)
                .Run();
        }

        return chunks.Count;
    }
}
