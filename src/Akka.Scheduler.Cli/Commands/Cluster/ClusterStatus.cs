using System.CommandLine;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Cluster;

/// <summary><c>cluster status</c></summary>
internal static class ClusterStatus
{
    private static readonly IReadOnlyList<Column<NodeView>> Columns =
    [
        new("NODE", node => node.Id),
        new("STATE", node => node.State),
        new("ROLES", node => Cell.Of(node.Roles)),
        new("ADDRESS", node => node.Address),
        new("INCARNATION", node => node.Incarnation),
    ];

    public static Command Create(CliContext context) => context.Define(new Command("status", "Show the nodes and who leads."), async run =>
    {
        var cluster = await run.Client.Cluster.StatusAsync(run.Cancel);
        if (run.Report.Format != OutputFormat.Table)
        {
            run.Report.One(cluster, WireJson.Default.ClusterView, []);
            return ExitCode.Done;
        }

        run.Report.Many(cluster.Nodes, WireJson.Default.NodeView, Columns);
        var (leader, epoch) = (cluster.Singleton?.NodeId ?? "nobody", cluster.Singleton?.Epoch ?? 0);
        run.Report.Say($"singleton: {leader}, epoch {epoch}; shard map {cluster.ShardMapVersion}");
        return ExitCode.Done;
    });
}
