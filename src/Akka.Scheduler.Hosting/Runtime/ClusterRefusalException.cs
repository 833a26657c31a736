using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine;

namespace Akka.Scheduler.Hosting.Runtime;

/// <summary>The node is not like the cluster whose store it was given; the message names the key and the fix, on one line.</summary>
/// <param name="refusal">What the engine says.</param>
public sealed class ClusterRefusalException(EngineStartException refusal)
    : Exception($"{KeyOf(refusal.Fault)}: {refusal.Message}. {FixOf(refusal.Fault)}", refusal)
{
    private static string KeyOf(JoinFault fault) => fault switch
    {
        JoinFault.Schema => "scheduler.store.connection-string",
        JoinFault.ClusterId => "scheduler.cluster.id",
        JoinFault.Shards => "scheduler.cluster.shards",
        JoinFault.Secret => "scheduler.cluster.secret",
        JoinFault.NodeId => "scheduler.node.id",
        _ => throw new InvalidOperationException($"unknown fault {fault}"),
    };

    private static string FixOf(JoinFault fault) => fault switch
    {
        JoinFault.Schema => "Run the version of the program that the other nodes run, or a newer one",
        JoinFault.ClusterId => "Set it to the store's cluster, or give this node another store",
        JoinFault.Shards => "Set it to the store's; it cannot change once the store is made",
        JoinFault.Secret => "Give all nodes the same. To change it, stop them all and run: UPDATE scheduler.cluster SET secret_verifier = NULL",
        JoinFault.NodeId => "Give each node an id of its own",
        _ => throw new InvalidOperationException($"unknown fault {fault}"),
    };
}
