using System.Globalization;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>Deletes what is past its time, oldest first and a thousand rows at a time, so that commits go on between. There are no partitions to drop.</summary>
internal sealed class SqliteRetention(SqliteCalls calls) : IRetention
{
    private const int Chunk = 1000;
    private const int PagesAtOnce = 2000;

    /// <remarks>Nothing to open.</remarks>
    public Task PrepareAsync(DateTimeOffset now, CancellationToken cancel) => Task.CompletedTask;

    public async Task<IReadOnlyList<string>> DropAsync(RetentionLimits limits, DateTimeOffset now, CancellationToken cancel)
    {
        var dropped = new List<string>();
        await DropAsync("finished tasks", session => DeleteTasks(session, Keeps(limits.Finished, now)), dropped, cancel);
        await DropAsync("occurrences", Delete("delete_occurrences", Keeps(limits.Finished, now)), dropped, cancel);
        await DropAsync("idempotency keys", Delete("delete_keys", Keeps(limits.Finished, now)), dropped, cancel);
        await DropAsync("unique keys", Delete("delete_unique", Microseconds.Of(now)), dropped, cancel);
        await DropAsync("history entries", Delete("delete_history", Keeps(limits.History, now)), dropped, cancel);
        await DropAsync("pieces of output", Delete("delete_logs", Keeps(limits.Logs, now)), dropped, cancel);
        while (await calls.WriteAsync(Chunk, ShrinkFile, cancel) > PagesAtOnce) { }
        return dropped;
    }

    /// <summary>Gives some of the pages that are free back to the file system, and answers how many still are.</summary>
    private static long ShrinkFile(Session session)
    {
        session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA incremental_vacuum({PagesAtOnce})"));
        return session.Pragma("freelist_count");
    }

    private async Task DropAsync(string what, Func<Session, int> delete, List<string> dropped, CancellationToken cancel)
    {
        var sum = 0L;
        int gone;
        do
        {
            gone = await calls.WriteAsync(Chunk, delete, cancel);
            sum += gone;
        }
        while (gone > 0);

        if (sum > 0) dropped.Add(string.Create(CultureInfo.InvariantCulture, $"{sum} {what}"));
    }

    /// <summary>The start of the oldest day that is kept: a day goes when all of it is older than the limit, rounded up to whole days.</summary>
    private static long Keeps(TimeSpan limit, DateTimeOffset now) =>
        Microseconds.Of(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) - TimeSpan.FromDays(Math.Ceiling(limit.TotalDays)));

    private static Func<Session, int> Delete(string statement, long before) => session => session[statement].Set(1, before).Set(2, Chunk).Run();

    private static int DeleteTasks(Session session, long before)
    {
        var counts = new CountDeltas();
        var old = session["old_tasks"].Set(1, before).Set(2, Chunk).Read(static row => (Key: row.Number(0), State: row.Number(1), Queue: row.Text(2)));
        foreach (var task in old)
        {
            session["delete_large_payload"].Set(1, task.Key).Run();
            session["delete_task"].Set(1, task.Key).Run();
            counts.Add(task.Queue, task.State, -1);
        }

        counts.Write(session);
        return old.Count;
    }
}
