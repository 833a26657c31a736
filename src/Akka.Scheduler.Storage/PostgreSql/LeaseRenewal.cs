using System.Globalization;
using Akka.Scheduler.Cluster.Membership;
using Npgsql;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>
/// Renews leases on connections of their own, and on the caller's thread from the first byte to the last: neither a pool of connections nor the
/// thread pool of the process, exhausted by others, can delay it.
/// </summary>
internal sealed class LeaseRenewal(NpgsqlDataSource source, SqlText sql)
{
    // A renewal that takes longer than this is worth less than the next one.
    private const int Seconds = 2;

    /// <summary>Reads which store this is, from two columns.</summary>
    public static StoreIdentity Identity(NpgsqlDataReader row, int column) =>
        new(row.GetString(column), int.Parse(row.GetString(column + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    public Renewal Renew(NodeIncarnation node)
    {
        try
        {
            using var connection = source.OpenConnection();
            using var command = new NpgsqlCommand(sql["renew_node"], connection) { CommandTimeout = Seconds };
            command.Parameters.Add(Text(node.NodeId));
            command.Parameters.Add(Uuid(node.Incarnation));
            using var row = command.ExecuteReader();
            return row.Read() ? new(RenewOutcome.Held, (MemberState)row.GetInt16(0)) { Store = Identity(row, 1) } : Renewal.Lost;
        }
        catch (Exception error) when (ErrorClasses.IsOutage(error))
        {
            return Renewal.Unknown;
        }
    }
}
