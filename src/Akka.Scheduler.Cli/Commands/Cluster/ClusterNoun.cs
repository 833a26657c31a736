using System.CommandLine;

namespace Akka.Scheduler.Cli.Commands.Cluster;

/// <summary><c>schedctl cluster …</c></summary>
internal static class ClusterNoun
{
    public static Command Create(CliContext context) => new("cluster", "Look at nodes and shards; let a node go.")
    {
        ClusterStatus.Create(context), ClusterShards.Create(context), ClusterLeave.Create(context), ClusterDown.Create(context),
    };
}
