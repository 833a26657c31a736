using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>
/// Counts by status and queue. They come from counters that every commit keeps, so they cost the same for ten tasks and ten million; only
/// the pending ones that are due are counted one by one, in an index and not in their rows, and what is left of the counter is not due.
/// </summary>
internal static class TaskCounts
{
    public static IReadOnlyList<TaskCount> Read(Session session, DateTimeOffset now)
    {
        var counts = new Dictionary<(string Status, string Queue), long>();
        foreach (var (queue, state, number) in session["count_tasks"].Read(static row => (row.Text(0), (TaskState)row.Number(1), row.Number(2))))
            Add(TaskStatusText.Of(state), queue, number);
        foreach (var (_, queue, number) in Due(session, Microseconds.Of(now)))
        {
            Add(TaskStatusText.Pending, queue, -number);
            Add(TaskStatusText.Queued, queue, number);
        }

        var accepted = session["count_inbox"].Set(1, Microseconds.Of(now)).Read(static row => (row.Text(0), row.Number(1) != 0, row.Number(2)));
        foreach (var (queue, isDue, number) in accepted) Add(isDue ? TaskStatusText.Queued : TaskStatusText.Pending, queue, number);
        return [.. counts.Where(each => each.Value != 0).Select(each => new TaskCount(each.Key.Status, each.Key.Queue, each.Value))];

        void Add(string status, string queue, long number) =>
            counts[(status, queue)] = counts.GetValueOrDefault((status, queue)) + number;
    }

    public static IReadOnlyList<ShardCount> ReadByShard(Session session, DateTimeOffset now)
    {
        var counts = new SortedDictionary<int, ShardCount>();
        foreach (var (shard, number, running) in session["count_shards"].Read(static row => ((int)row.Number(0), row.Number(1), row.Number(2) != 0)))
        {
            var count = counts.GetValueOrDefault(shard, new(shard, 0, 0, 0));
            counts[shard] = count with { Live = count.Live + number, Running = count.Running + (running ? number : 0) };
        }

        foreach (var due in Due(session, Microseconds.Of(now)).GroupBy(each => (int)each.Shard))
            counts[due.Key] = counts.GetValueOrDefault(due.Key, new(due.Key, 0, 0, 0)) with { Queued = due.Sum(each => each.Number) };
        return [.. counts.Values];
    }

    private static List<(long Shard, string Queue, long Number)> Due(Session session, long now)
    {
        var due = new List<(long Shard, string Queue, long Number)>();
        foreach (var shard in session["read_shards"].Read(static row => row.Number(0)))
        {
            foreach (var lane in WaitingLanes.Of(session, shard))
            {
                session["count_due"].Set(1, shard).Set(2, lane.Queue).Set(3, lane.Bucket).Set(4, (long)lane.Priority).Set(5, now)
                    .Read(row => (shard, lane.Queue, row.Number(0)), due);
            }
        }

        return due;
    }
}
