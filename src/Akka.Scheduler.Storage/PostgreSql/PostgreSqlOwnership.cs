using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Storage.Documents;
using NpgsqlTypes;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Who owns which shard. A take-over commits its new epoch before anything is read under it.</summary>
internal sealed class PostgreSqlOwnership(StoreCalls calls, TimeProvider time) : IShardOwnership
{
    public async Task<IReadOnlyList<AcquiredShard>> AcquireAsync(
        IReadOnlyList<int> shards, NodeIncarnation owner, bool forced, string reason, Guid batchId, CancellationToken cancel)
    {
        if (shards.Count == 0) return [];
        return await calls.ReadAsync(
            "acquire_shards",
            row => new AcquiredShard(new(row.GetInt32(0), row.GetInt64(1), owner), row.GetInt64(2), batchId),
            cancel,
            Array(shards, NpgsqlDbType.Integer), Text(owner.NodeId), Uuid(owner.Incarnation), Flag(forced), Text(StorableText.Of(reason)),
            Uuid(batchId), Instant(time.GetUtcNow()));
    }

    public Task ReleaseAsync(ShardTerm term, Guid lastBatch, CancellationToken cancel) =>
        calls.RunAsync("release_shard", cancel, Number(term.Shard), Long(term.Epoch), Uuid(term.Owner.Incarnation), Uuid(lastBatch));

    public async Task<IReadOnlyList<ShardRow>> ReadAsync(CancellationToken cancel) =>
        await calls.ReadAsync(
            "read_shards",
            static row => new ShardRow(
                row.GetInt32(0),
                row.IsDBNull(1) ? null : new NodeIncarnation(row.GetString(1), row.GetGuid(2)),
                row.GetInt64(3),
                row.GetInt64(4)),
            cancel);

    public async Task<ShardMap> ReadMapAsync(CancellationToken cancel)
    {
        var maps = await calls.ReadAsync(
            "read_map", static row => new ShardMap(row.GetInt64(0), row.GetFieldValue<string[]>(1)), cancel);
        return maps[0];
    }

    public async Task<bool> PublishMapAsync(ShardTerm singleton, ShardMap next, CancellationToken cancel)
    {
        if (singleton.Shard != ShardTerm.Singleton) return false;
        var published = await calls.ReadAsync(
            "publish_map", static row => row.GetBoolean(0), cancel,
            Uuid(singleton.Owner.Incarnation), Long(singleton.Epoch), Long(next.Version), Array(next.Nodes, NpgsqlDbType.Text));
        return published[0];
    }
}
