using System.Globalization;
using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Storage.Sqlite;

internal sealed class SqliteMembership(SqliteCalls calls) : IMembershipStore
{
    public Task<JoinOutcome> JoinAsync(NodeIncarnation node, ClusterShape shape, string address, CancellationToken cancel) =>
        calls.WriteAsync(shape.Shards, session => Join(session, node, shape, address), cancel);

    public async Task<RenewOutcome> RenewAsync(NodeIncarnation node, CancellationToken cancel)
    {
        try
        {
            return await calls.WriteAsync(
                1,
                session => session["renew_node"].Set(1, node.NodeId).Set(2, node.Incarnation).Set(3, calls.Now()).Run() == 1
                    ? RenewOutcome.Held
                    : RenewOutcome.Lost,
                cancel);
        }
        catch (Exception trouble) when (trouble is Engine.Storage.StoreUnavailableException or OperationCanceledException)
        {
            return RenewOutcome.Unknown;
        }
    }

    public Task LeaveAsync(NodeIncarnation node, CancellationToken cancel) =>
        calls.WriteAsync(
            1,
            session =>
            {
                if (session["leave_node"].Set(1, node.NodeId).Set(2, node.Incarnation).Run() == 1) Free(session, node.Incarnation);
                return true;
            },
            cancel);

    public async Task<IReadOnlyList<MemberRow>> ReadAsync(CancellationToken cancel) =>
        await calls.ReadAsync(
            session => session["read_nodes"].Read(
                static row => new MemberRow(new(row.Text(0), row.Id(1)), row.Number(2), (MemberState)row.Number(3), row.Text(4))),
            cancel);

    private JoinOutcome Join(Session session, NodeIncarnation node, ClusterShape shape, string address)
    {
        var there = session["read_cluster"].First(static row => new ClusterShape(row.Text(0), (int)row.Number(1)));
        if (there is null) Make(session, shape);
        else if (there != shape) return new JoinOutcome.Mismatch(Difference(there, shape));
        var former = session["read_node"].Set(1, node.NodeId).First(static row => new Former(row.Id(0), (MemberState)row.Number(1)));
        if (former is { State: MemberState.Up or MemberState.Draining } && former.Incarnation == node.Incarnation) return new JoinOutcome.Joined();
        if (former is not null) Free(session, former.Incarnation);
        session["join_node"].Set(1, node.NodeId).Set(2, node.Incarnation).Set(3, address).Set(4, calls.Now()).Run();
        return new JoinOutcome.Joined();
    }

    private static void Make(Session session, ClusterShape shape)
    {
        session["insert_cluster"].Set(1, shape.ClusterId).Set(2, shape.Shards).Run();
        for (var shard = Cluster.Sharding.ShardTerm.Singleton; shard < shape.Shards; shard++) session["insert_shard"].Set(1, shard).Run();
    }

    private static void Free(Session session, Guid incarnation) => session["free_shards"].Set(1, incarnation).Run();

    private static string Difference(ClusterShape there, ClusterShape wanted) =>
        there.ClusterId != wanted.ClusterId
            ? $"the store belongs to the cluster '{there.ClusterId}', and this node to '{wanted.ClusterId}'"
            : string.Create(CultureInfo.InvariantCulture, $"the store was made for {there.Shards} shards, and this node wants {wanted.Shards}");

    private sealed record Former(Guid Incarnation, MemberState State);
}
