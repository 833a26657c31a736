using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Puts tasks into the inboxes of their shards.</summary>
internal static class InboxSteps
{
    public static StoreState Insert(StoreState state, IReadOnlyList<InboxInsert> rows)
    {
        foreach (var row in rows)
        {
            if (!state.Shards.TryGetValue(row.Shard, out var shard))
                throw new ArgumentException($"there is no shard {row.Shard}", nameof(rows));
            if (shard.InboxIds.ContainsKey(row.Spec.Id.Value)) continue;
            var position = state.NextPosition;
            shard = shard with
            {
                Inbox = shard.Inbox.Add(position, row.Spec),
                InboxIds = shard.InboxIds.Add(row.Spec.Id.Value, position),
            };
            state = state.With(row.Shard, shard) with { NextPosition = position + 1 };
        }

        return state;
    }
}
