using System.CommandLine;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Cluster;

/// <summary><c>cluster shards</c></summary>
internal static class ClusterShards
{
    private static readonly IReadOnlyList<Column<ShardView>> Columns =
    [
        new("SHARD", shard => Cell.Of(shard.Shard)) { Right = true },
        new("NODE", shard => shard.NodeId),
        new("MOVES TO", shard => shard.TargetNodeId == shard.NodeId ? null : shard.TargetNodeId),
        new("EPOCH", shard => Cell.Of(shard.Epoch)) { Right = true },
        new("STATE", shard => shard.State),
        new("LIVE", shard => Cell.Of(shard.Live)) { Right = true },
        new("QUEUED", shard => Cell.Of(shard.Queued)) { Right = true },
        new("RUNNING", shard => Cell.Of(shard.Running)) { Right = true },
    ];

    public static Command Create(CliContext context) => context.Define(new Command("shards", "List shards and their owners."), async run =>
    {
        var shards = await run.Client.Cluster.ShardsAsync(run.Cancel);
        run.Report.Many(shards.Items, WireJson.Default.ShardView, Columns);
        return ExitCode.Done;
    });
}
