using System.Text.Json;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.Documents;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>What <c>move_keys</c> said about the claims of a group.</summary>
internal static class TakenKeys
{
    /// <summary>Ends the batches whose claims cannot be had and takes them out of the group; the others may be sent again.</summary>
    /// <param name="group">The group that was refused.</param>
    /// <param name="verdicts">The error's detail: a list of shards, keys, claimants and holders, as JSON.</param>
    /// <returns>Whether any batch was taken out.</returns>
    public static bool TakeOut(List<PendingCommit> group, string verdicts)
    {
        var before = group.Count;
        foreach (var shard in Read(verdicts).GroupBy(part => part.Shard))
        {
            var at = group.FindIndex(pending => pending.Shard == shard.Key);
            if (at < 0) continue;
            group[at].End(new CommitOutcome.KeysTaken([.. shard.Select(part => new TakenKey(part.Key, new TaskId(part.Task), new TaskId(part.Holder)))]));
            group.RemoveAt(at);
        }

        return group.Count < before;
    }

    private static TakenKeyParts[] Read(string verdicts)
    {
        try
        {
            return JsonSerializer.Deserialize(verdicts, StorageJson.Default.TakenKeyPartsArray) ?? [];
        }
        catch (JsonException)
        {
            // A server that does not tell details: the group is refused as it is.
            return [];
        }
    }
}
