using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Cluster;

/// <summary><c>cluster status [--watch]</c></summary>
internal static class ClusterStatus
{
    private const int MostMoves = 10;
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);

    private static readonly IReadOnlyList<Column<NodeView>> Columns =
    [
        new("NODE", node => node.Id),
        new("STATE", node => node.State),
        new("ROLES", node => Cell.Of(node.Roles)),
        new("ADDRESS", node => node.Address),
        new("LAST SIGN", LastSign),
        new("SHARDS", node => Cell.Of(node.Shards)) { Right = true },
        new("MEANT", node => Cell.Of(node.TargetShards)) { Right = true },
        new("VERSION", node => node.Version),
        new("INCARNATION", node => node.Incarnation),
    ];

    public static Command Create(CliContext context)
    {
        var watch = new Option<bool>("--watch", "-w") { Description = "Show it again and again, until Ctrl-C." };
        var interval = WireOptions.Duration("--interval", "With --watch: the time between two. Default 1s.");
        return context.Define(new Command("status", "Show the nodes, who leads, and what is moving.") { watch, interval }, async run =>
        {
            while (true)
            {
                var cluster = await run.Client.Cluster.StatusAsync(run.Cancel);
                var watching = run.Parsed.GetValue(watch);
                if (watching && run.Around.OutputIsTerminal && run.Report.Format == OutputFormat.Table) run.Around.Console.Clear(home: true);
                Show(run, cluster, watching);
                if (!watching) return ExitCode.Done;
                await Task.Delay(run.Parsed.GetValue(interval) ?? DefaultInterval, run.Around.Time, run.Cancel);
            }
        });
    }

    private static void Show(Invocation run, ClusterView cluster, bool watching)
    {
        if (run.Report.Format == OutputFormat.Table) Write(run.Report, cluster);
        else if (watching) run.Report.Line(cluster, WireJson.Default.ClusterView);
        else run.Report.One(cluster, WireJson.Default.ClusterView, []);
    }

    private static void Write(Report report, ClusterView cluster)
    {
        report.Many(cluster.Nodes, WireJson.Default.NodeView, Columns);
        var (leader, epoch) = (cluster.Singleton?.NodeId ?? "nobody", cluster.Singleton?.Epoch ?? 0);
        report.Say($"singleton: {leader}, epoch {epoch}; shard map {cluster.ShardMapVersion}");
        if (cluster.Moving is not { } moving) return;
        report.Say($"shards: {cluster.Shards}, {cluster.FreeShards} free, {moving.Count} moving");
        foreach (var move in moving.Take(MostMoves)) report.Say($"  shard {move.Shard}: {move.From ?? "nobody"} -> {move.To}");
        if (moving.Count > MostMoves) report.Say($"  and {moving.Count - MostMoves} more; 'cluster shards' shows all");
    }

    private static string? LastSign(NodeView node) =>
        node.SilentMs is { } silent ? $"{Cell.Of(Math.Round(silent / 1000, 1))}s ago{(node.Suspect ? ", suspect" : "")}" : null;
}
