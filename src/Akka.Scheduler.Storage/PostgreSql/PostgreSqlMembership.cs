using Akka.Scheduler.Cluster.Membership;
using Npgsql;
using NpgsqlTypes;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Members and their leases.</summary>
internal sealed class PostgreSqlMembership(StoreCalls calls, LeaseRenewal renewals) : IMembershipStore
{
    public async Task<JoinOutcome> JoinAsync(NodeIncarnation node, ClusterShape shape, MemberProfile profile, CancellationToken cancel)
    {
        var answers = await calls.ReadAsync(
            "join_node",
            static row => (Joined: row.GetBoolean(0), Store: LeaseRenewal.Identity(row, 5), Schema: row.GetInt32(1), There: new ClusterShape(row.GetString(2), row.GetInt32(3)) { SecretVerifier = row.GetString(4) }),
            cancel,
            Text(shape.ClusterId), Number(shape.Shards), Text(shape.SecretVerifier), Number(PostgreSqlMigrations.Version),
            Text(node.NodeId), Uuid(node.Incarnation),
            Text(profile.Address), Text(profile.Http), Array(profile.Roles, NpgsqlDbType.Text), Text(profile.Version));
        var answer = answers[0];
        if (answer.Joined) return new JoinOutcome.Joined(answer.Store);
        return answer.Schema == PostgreSqlMigrations.Version
            ? shape.Against(answer.There) ?? JoinOutcome.Mismatch.Ended(node)
            : new(JoinFault.Schema, $"the store's schema has version {answer.Schema}, and this node's program is made for version {PostgreSqlMigrations.Version}");
    }

    public Task<Renewal> RenewAsync(NodeIncarnation node, CancellationToken cancel) =>
        Task.FromResult(cancel.IsCancellationRequested ? Renewal.Unknown : renewals.Renew(node));

    public async Task<bool> MoveAsync(NodeIncarnation node, MemberState to, CancellationToken cancel)
    {
        var moved = await calls.ReadAsync(
            "move_node", static row => row.GetBoolean(0), cancel, Text(node.NodeId), Uuid(node.Incarnation), Small((short)to));
        return moved[0];
    }

    public async Task<bool> DeclareDeadAsync(MemberRow seen, CancellationToken cancel)
    {
        var dead = await calls.ReadAsync(
            "declare_dead", static row => row.GetBoolean(0), cancel,
            Text(seen.Node.NodeId), Uuid(seen.Node.Incarnation), Long(seen.RenewSeq), Small((short)seen.State));
        return dead[0];
    }

    public async Task<IReadOnlyList<string>> ForgetAsync(DateTimeOffset before, CancellationToken cancel) =>
        await calls.ReadAsync("forget_nodes", static row => row.GetString(0), cancel, Instant(before));

    public async Task<IReadOnlyList<MemberRow>> ReadAsync(CancellationToken cancel) => await calls.ReadAsync("read_nodes", Member, cancel);

    private static MemberRow Member(NpgsqlDataReader row) => new(
        new(row.GetString(0), row.GetGuid(1)),
        row.GetInt64(2),
        (MemberState)row.GetInt16(3),
        new()
        {
            Address = row.GetString(4),
            Http = row.GetString(5),
            Roles = row.GetFieldValue<string[]>(6),
            Version = row.GetString(7),
        });
}
