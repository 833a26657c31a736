using Akka.Scheduler.Cluster.Membership;
using Npgsql;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Members and their leases, on the connections that are kept for the lease.</summary>
internal sealed class PostgreSqlMembership(StoreCalls calls) : IMembershipStore
{
    // A renewal that takes longer than this is worth less than the next one.
    private const int RenewSeconds = 2;

    public async Task<JoinOutcome> JoinAsync(NodeIncarnation node, ClusterShape shape, string address, CancellationToken cancel)
    {
        var problems = await calls.ReadAsync(
            "join_node", static row => TaskRows.Text(row, 0), cancel,
            Text(shape.ClusterId), Number(shape.Shards), Text(node.NodeId), Uuid(node.Incarnation), Text(address));
        return problems[0] is { } problem ? new JoinOutcome.Mismatch(problem) : new JoinOutcome.Joined();
    }

    public async Task<RenewOutcome> RenewAsync(NodeIncarnation node, CancellationToken cancel)
    {
        try
        {
            var renewed = await calls.GuardAsync(async connection =>
            {
                await using var command = new NpgsqlCommand(calls.Sql["renew_node"], connection) { CommandTimeout = RenewSeconds };
                command.Parameters.Add(Text(node.NodeId));
                command.Parameters.Add(Uuid(node.Incarnation));
                return await command.ExecuteNonQueryAsync(cancel);
            }, cancel);
            return renewed == 1 ? RenewOutcome.Held : RenewOutcome.Lost;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            return RenewOutcome.Unknown;
        }
    }

    public Task LeaveAsync(NodeIncarnation node, CancellationToken cancel) =>
        calls.RunAsync("leave_node", cancel, Text(node.NodeId), Uuid(node.Incarnation));

    public async Task<IReadOnlyList<MemberRow>> ReadAsync(CancellationToken cancel) =>
        await calls.ReadAsync(
            "read_nodes",
            static row => new MemberRow(new(row.GetString(0), row.GetGuid(1)), row.GetInt64(2), (MemberState)row.GetInt16(3), row.GetString(4)),
            cancel);
}
