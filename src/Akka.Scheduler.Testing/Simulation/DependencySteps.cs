using System.Collections.Immutable;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Who waits for whom: written by commits, read by the owners of shards.</summary>
internal static class DependencySteps
{
    private static readonly Comparer<(string Child, int Edge)> Order = Comparer<(string Child, int Edge)>.Create(static (left, right) =>
    {
        var byChild = string.CompareOrdinal(left.Child, right.Child);
        return byChild != 0 ? byChild : left.Edge.CompareTo(right.Edge);
    });

    /// <summary>What a batch does beyond the rows of its tasks: followers first, so that those of a task that ends in it hear of that too.</summary>
    public static StoreState Apply(StoreState state, ShardBatch batch)
    {
        if (batch.Followers.Count + batch.EndedParents.Count + batch.ConsumedSignals.Count == 0) return state;
        var shard = state.Shards[batch.Term.Shard];
        state = state.With(batch.Term.Shard, shard with
        {
            Followers = batch.Followers.Aggregate(shard.Followers, Add),
            Signals = shard.Signals.RemoveRange(batch.ConsumedSignals.Where(row => shard.Signals.TryGetValue(row.Position, out var there) && there == row).Select(row => row.Position)),
        });
        foreach (var (parent, end) in batch.EndedParents) state = Move(state, batch.Term.Shard, parent.Value, end);
        return state;
    }

    public static IReadOnlyList<TaskSnapshot> Unfollowed(StoreState state, int shard, TaskId after, int limit) =>
        [.. state.Shards[shard].Live.Values
            .Where(task => task.Blocked > 0 && string.CompareOrdinal(task.Id.Value, after.Value ?? "") > 0 && (task.CancelRequested || task.Blocked > Told(state, shard, task)))
            .Take(limit)];

    public static IReadOnlyList<TaskId> Children(StoreState state, TaskId parent, int limit) => [.. state.Shards.Values
        .SelectMany(shard => shard.Followers.TryGetValue(parent.Value, out var children) ? children.Keys : [])
        .Select(key => key.Child).Distinct().Order(StringComparer.Ordinal).Take(limit).Select(id => new TaskId(id))];

    public static IReadOnlyList<TaskId> Existing(StoreState state, IReadOnlyList<TaskId> ids) => [.. ids.Distinct().Where(id => state.Shards.Values.Any(shard =>
        shard.Live.ContainsKey(id.Value) || shard.Archive.ContainsKey(id.Value) || shard.InboxIds.ContainsKey(id.Value)))];

    private static int Told(StoreState state, int shard, TaskSnapshot task) => task.Spec.Dependencies!.On
        .SelectMany((each, edge) => state.Shards.Values.Where(rows =>
            rows.Followers.TryGetValue(each.Task.Value, out var children) && children.ContainsKey((task.Id.Value, task.Spec.NumberOf(edge)))).Select(_ => edge))
        .Concat(state.Shards[shard].Signals.Values.Where(signal => signal.Child == task.Id).Select(signal => task.Spec.EdgeOf(signal.Edge)))
        .Distinct()
        .Count(edge => edge >= 0 && task.Settled![edge] == DependencyMarks.Open);

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<(string Child, int Edge), int>> Add(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<(string Child, int Edge), int>> all, FollowerRow row)
    {
        var children = all.TryGetValue(row.Parent.Value, out var there) ? there : ImmutableSortedDictionary.Create<(string Child, int Edge), int>(Order);
        return all.SetItem(row.Parent.Value, children.SetItem((row.Child.Value, row.Edge), row.ChildShard));
    }

    private static StoreState Move(StoreState state, int shard, string parent, TaskState end)
    {
        if (!state.Shards[shard].Followers.TryGetValue(parent, out var children)) return state;
        state = state.With(shard, state.Shards[shard] with { Followers = state.Shards[shard].Followers.Remove(parent) });
        foreach (var ((child, edge), childShard) in children)
        {
            var position = state.NextPosition;
            var rows = state.Shards[childShard];
            state = state.With(childShard, rows with { Signals = rows.Signals.Add(position, new(position, new(child), edge, end)) }) with { NextPosition = position + 1 };
        }

        return state;
    }
}
