using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Storage.Documents;

namespace Akka.Scheduler.Storage.Sqlite;

internal sealed class SqliteMembership(SqliteCalls calls) : IMembershipStore
{
    public Task<JoinOutcome> JoinAsync(NodeIncarnation node, ClusterShape shape, MemberProfile profile, CancellationToken cancel) =>
        calls.WriteAsync(shape.Shards, session => Join(session, node, shape, profile), cancel);

    public async Task<Renewal> RenewAsync(NodeIncarnation node, CancellationToken cancel)
    {
        try
        {
            return await calls.WriteAsync(1, session => Renew(session, node), cancel);
        }
        catch (Exception trouble) when (trouble is Engine.Storage.StoreUnavailableException or OperationCanceledException)
        {
            return Renewal.Unknown;
        }
    }

    public Task<bool> MoveAsync(NodeIncarnation node, MemberState to, CancellationToken cancel) =>
        calls.WriteAsync(
            1,
            session =>
            {
                var move = session["move_node"].Set(1, node.NodeId).Set(2, node.Incarnation).Set(3, (long)to).Set(4, calls.Now());
                if (move.Run() == 0) return false;
                if (!to.Lives()) Free(session, node.Incarnation);
                return true;
            },
            cancel);

    public Task<bool> DeclareDeadAsync(MemberRow seen, CancellationToken cancel) =>
        calls.WriteAsync(
            1,
            session =>
            {
                var declare = session["declare_dead"]
                    .Set(1, seen.Node.NodeId)
                    .Set(2, seen.Node.Incarnation)
                    .Set(3, seen.RenewSeq)
                    .Set(4, (long)seen.State)
                    .Set(5, calls.Now());
                if (declare.Run() == 0) return false;
                Free(session, seen.Node.Incarnation);
                return true;
            },
            cancel);

    public Task<IReadOnlyList<string>> ForgetAsync(DateTimeOffset before, CancellationToken cancel) =>
        calls.WriteAsync<IReadOnlyList<string>>(
            1,
            session =>
            {
                var ended = session["ended_nodes"].Set(1, Microseconds.Of(before)).Read(static row => row.Text(0));
                foreach (var id in ended) session["delete_node"].Set(1, id).Run();
                return ended;
            },
            cancel);

    public async Task<IReadOnlyList<MemberRow>> ReadAsync(CancellationToken cancel) =>
        await calls.ReadAsync(session => session["read_nodes"].Read(Member), cancel);

    private JoinOutcome Join(Session session, NodeIncarnation node, ClusterShape shape, MemberProfile profile)
    {
        // A cluster of the first releases has said nothing about a secret yet: it is what the next node says.
        var there = session["read_cluster"].First(
            row => new ClusterShape(row.Text(0), (int)row.Number(1)) { SecretVerifier = row.MaybeText(2) ?? shape.SecretVerifier });
        if (there is not null && shape.Against(there) is { } mismatch) return mismatch;
        if (there is null) Make(session, shape);
        session["settle_secret"].Set(1, shape.SecretVerifier).Run();
        var former = session["read_node"].Set(1, node.NodeId).First(static row => new Former(row.Id(0), (MemberState)row.Number(1)));
        if (former is not null && former.Incarnation == node.Incarnation)
        {
            return former.State.Lives() ? new JoinOutcome.Joined() : JoinOutcome.Mismatch.Ended(node);
        }

        if (former is not null) Free(session, former.Incarnation);
        session["join_node"]
            .Set(1, node.NodeId)
            .Set(2, node.Incarnation)
            .Set(3, profile.Address)
            .Set(4, profile.Http)
            .Set(5, TextList.Write(profile.Roles))
            .Set(6, profile.Version)
            .Set(7, calls.Now())
            .Run();
        return new JoinOutcome.Joined();
    }

    private Renewal Renew(Session session, NodeIncarnation node)
    {
        if (session["renew_node"].Set(1, node.NodeId).Set(2, node.Incarnation).Set(3, calls.Now()).Run() == 0) return Renewal.Lost;
        return new(RenewOutcome.Held, session["read_node"].Set(1, node.NodeId).First(static row => (MemberState)row.Number(1)));
    }

    private static void Make(Session session, ClusterShape shape)
    {
        session["insert_cluster"].Set(1, shape.ClusterId).Set(2, shape.Shards).Run();
        for (var shard = Cluster.Sharding.ShardTerm.Singleton; shard < shape.Shards; shard++) session["insert_shard"].Set(1, shard).Run();
    }

    private static void Free(Session session, Guid incarnation) => session["free_shards"].Set(1, incarnation).Run();

    private static MemberRow Member(Statement row) => new(
        new(row.Text(0), row.Id(1)),
        row.Number(2),
        (MemberState)row.Number(3),
        new() { Address = row.Text(4), Http = row.Text(5), Roles = TextList.Read(row.Text(6)), Version = row.Text(7) });

    private sealed record Former(Guid Incarnation, MemberState State);
}
