using System.Globalization;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Reads of tasks.</summary>
internal static class TaskReads
{
    public static IReadOnlyList<TaskSnapshot> Waiting(ShardState shard, LanePage page)
    {
        var found = new List<TaskSnapshot>();
        var at = shard.Waiting.IndexOf(WaitingKey.After(page.Lane, page.After));
        for (at = at < 0 ? ~at : at + 1; at < shard.Waiting.Count && found.Count < page.Limit; at++)
        {
            var key = shard.Waiting[at];
            if (key.Lane != page.Lane || key.NextStartAt > page.Until) break;
            found.Add(shard.Live[key.Id]);
        }

        return found;
    }

    public static TaskSnapshot? Find(ShardState shard, TaskId id) =>
        shard.Live.TryGetValue(id.Value, out var live) ? live : shard.Archive.GetValueOrDefault(id.Value);

    public static TaskSnapshot? Get(StoreState state, TaskId id, int shard)
    {
        if (!state.Shards.TryGetValue(shard, out var rows)) return null;
        if (Find(rows, id) is { } found) return found;
        return rows.InboxIds.TryGetValue(id.Value, out var position) ? Accepted(rows.Inbox[position]) : null;
    }

    public static TaskListPage List(StoreState state, TaskFilter filter, int limit, string? cursor)
    {
        var before = cursor is null ? null : Parse(cursor);
        var page = All(state)
            .Where(task => TaskFilterMatch.Matches(filter, task))
            .Where(task => before is null || NewestFirst(before, Place(task)) < 0)
            .Select(task => (Task: task, Place: Place(task)))
            .OrderBy(each => each.Place, Comparer<ListPlace>.Create(NewestFirst))
            .Select(each => each.Task)
            .Take(limit + 1)
            .ToList();
        if (page.Count <= limit) return new(page, null);
        page.RemoveAt(limit);
        return new(page, Place(page[^1]).ToString());
    }

    public static IReadOnlyList<TaskCount> Count(StoreState state, DateTimeOffset now) =>
        [.. All(state)
            .GroupBy(task => (Status: TaskStatusText.Of(task.State, task.NextStartAt, now), task.Spec.Template.Queue))
            .Select(group => new TaskCount(group.Key.Status, group.Key.Queue, group.LongCount()))];

    public static IReadOnlyList<ShardCount> CountByShard(StoreState state, DateTimeOffset now) =>
        [.. state.Shards.Where(shard => shard.Value.Live.Count > 0).OrderBy(shard => shard.Key).Select(shard => new ShardCount(
            shard.Key,
            shard.Value.Live.Count,
            shard.Value.Live.Values.LongCount(task => TaskStatusText.Of(task.State, task.NextStartAt, now) == TaskStatusText.Queued),
            shard.Value.Live.Values.LongCount(task => task.State == TaskState.Running)))];

    /// <summary>All tasks: live ones, finished ones, and rows of an inbox that no task hides.</summary>
    private static IEnumerable<TaskSnapshot> All(StoreState state) => state.Shards.Values.SelectMany(shard => shard.Live.Values
        .Concat(shard.Archive.Values)
        .Concat(shard.Inbox.Values.Where(spec => Find(shard, spec.Id) is null).Select(Accepted)));

    private static TaskSnapshot Accepted(TaskSpec spec) => TaskRules.Create(spec).After with { Version = 0 };

    private static ListPlace Place(TaskSnapshot task) => new(task.Spec.CreatedAt, task.Id.Value);

    private static int NewestFirst(ListPlace left, ListPlace right)
    {
        var order = right.CreatedAt.CompareTo(left.CreatedAt);
        return order != 0 ? order : string.CompareOrdinal(right.Id, left.Id);
    }

    private static ListPlace Parse(string cursor)
    {
        var colon = cursor.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !long.TryParse(cursor.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks)
            throw new FormatException("the cursor is not one that a page ended with");
        return new(new(ticks, TimeSpan.Zero), cursor[(colon + 1)..]);
    }

    private sealed record ListPlace(DateTimeOffset CreatedAt, string Id)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks}:{Id}");
    }
}
