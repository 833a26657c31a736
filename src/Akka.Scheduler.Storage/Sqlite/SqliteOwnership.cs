using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Storage.Documents;

namespace Akka.Scheduler.Storage.Sqlite;

internal sealed class SqliteOwnership(SqliteCalls calls) : IShardOwnership
{
    public Task<IReadOnlyList<AcquiredShard>> AcquireAsync(
        IReadOnlyList<int> shards, NodeIncarnation owner, bool forced, string reason, Guid batchId, CancellationToken cancel) =>
        calls.WriteAsync<IReadOnlyList<AcquiredShard>>(shards.Count, session => Acquire(session, shards, owner, forced, reason, batchId), cancel);

    public Task ReleaseAsync(ShardTerm term, Guid lastBatch, CancellationToken cancel) =>
        calls.WriteAsync(
            1, session => session["release_shard"].Set(1, term.Shard).Set(2, term.Epoch).Set(3, term.Owner.Incarnation).Set(4, lastBatch).Run(), cancel);

    public async Task<IReadOnlyList<ShardRow>> ReadAsync(CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["read_shards"].Read(static row => new ShardRow(
                (int)row.Number(0),
                row.IsNull(1) ? null : new NodeIncarnation(row.Text(1), row.Id(2)),
                row.Number(3),
                row.Number(4))),
            cancel);

    public async Task<ShardMap> ReadMapAsync(CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["read_map"].First(static row => new ShardMap(row.Number(0), TextList.Read(row.Text(1)))) ?? ShardMap.None, cancel);

    public Task<bool> PublishMapAsync(ShardTerm singleton, ShardMap next, CancellationToken cancel) =>
        calls.WriteAsync(
            1,
            session => singleton.Shard == ShardTerm.Singleton && session["publish_map"]
                .Set(1, singleton.Owner.Incarnation)
                .Set(2, singleton.Epoch)
                .Set(3, next.Version)
                .Set(4, TextList.Write(next.Nodes))
                .Run() == 1,
            cancel);

    private List<AcquiredShard> Acquire(Session session, IReadOnlyList<int> shards, NodeIncarnation owner, bool forced, string reason, Guid batchId)
    {
        var taken = new List<AcquiredShard>();
        var isUp = session["read_node"].Set(1, owner.NodeId).First(
            row => row.Id(0) == owner.Incarnation && (MemberState)row.Number(1) == MemberState.Up);
        if (!isUp) return taken;
        foreach (var shard in shards)
        {
            var acquire = session["acquire_shard"].Set(1, shard).Set(2, owner.NodeId).Set(3, owner.Incarnation).Set(4, forced ? 1 : 0).Set(5, batchId);
            if (acquire.Run() == 0) continue;
            var (epoch, seq) = session["fence"].Set(1, shard).First(static row => (row.Number(0), row.Number(2)));
            session["insert_term"]
                .Set(1, shard)
                .Set(2, epoch)
                .Set(3, owner.NodeId)
                .Set(4, owner.Incarnation)
                .Set(5, seq)
                .Set(6, reason)
                .Set(7, calls.Now())
                .Run();
            taken.Add(new(new(shard, epoch, owner), seq, batchId));
        }

        return taken;
    }
}
