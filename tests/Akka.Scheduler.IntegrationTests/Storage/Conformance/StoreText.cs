using System.Text;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Everything that can be seen of a store through its ports, as text.</summary>
internal static class StoreText
{
    private static readonly CancellationToken Never = CancellationToken.None;

    public static async Task<string> OfAsync(StorePorts store, IReadOnlyList<(string Id, int Shard)> tasks, DateTimeOffset now)
    {
        var text = new StringBuilder();
        // Where the count of renewals begins is a store's own affair; that it rises is all that a rival looks for.
        foreach (var member in await store.Membership.ReadAsync(Never))
            text.AppendLine($"{member with { RenewSeq = 0, Profile = member.Profile with { Roles = [] } }} {string.Join(',', member.Profile.Roles)}");
        foreach (var shard in (await store.Ownership.ReadAsync(Never)).OrderBy(row => row.Shard))
        {
            text.AppendLine($"{shard}");
            await ShardAsync(text, store.Shards, shard.Shard);
        }

        text.AppendLine($"inboxes {string.Join(' ', (await store.Inbox.ShardsWithRowsAsync(Never)).Order())}");
        await ListAsync(text, store.Tasks, new() { Now = now });
        await ListAsync(text, store.Tasks, new() { Now = now, Queue = "q1", Statuses = ["queued", "failed", "running"] });
        var counts = (await store.Tasks.CountAsync(now, Never)).Where(count => count.Count != 0).Select(count => $"{count}");
        text.AppendJoin('\n', counts.Order(StringComparer.Ordinal)).AppendLine();
        foreach (var (id, shard) in tasks)
        {
            var task = await store.Tasks.GetAsync(new(id), shard, Never);
            text.AppendLine(task is null ? $"{id} absent" : TaskText.Of(task));
            text.AppendJoin('\n', await store.Tasks.EventsAsync(new(id), shard, Never)).AppendLine();
        }

        return text.ToString();
    }

    private static async Task ShardAsync(StringBuilder text, IShardStore store, int shard)
    {
        text.AppendLine($"running {string.Join(' ', (await store.LoadRunningAsync(shard, Never)).Ids().Order(StringComparer.Ordinal))}");
        var lanes = (await store.LoadLanesAsync(shard, Never)).OrderBy(lane => lane.Queue, StringComparer.Ordinal).ThenBy(lane => lane.Bucket);
        foreach (var lane in lanes.ThenBy(lane => lane.Priority))
        {
            var position = WaitingPosition.Start;
            IReadOnlyList<TaskSnapshot> page;
            do
            {
                page = await store.LoadWaitingAsync(shard, lane, position, DateTimeOffset.MaxValue, 7, Never);
                if (page.Count > 0) text.AppendLine($"{lane} {string.Join(' ', page.Ids())}");
                if (page.Count > 0) position = new(page[^1].NextStartAt, page[^1].Id);
            }
            while (page.Count == 7);
        }

        text.AppendLine($"inbox {string.Join(' ', (await store.ReadInboxAsync(shard, 1000, Never)).Select(row => row.Spec.Id.Value))}");
    }

    private static async Task ListAsync(StringBuilder text, ITaskQueries store, TaskFilter filter)
    {
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(filter, 11, cursor, Never);
            text.AppendLine($"page {string.Join(' ', page.Items.Ids())}");
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
