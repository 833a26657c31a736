using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.TestKit;

/// <summary>Joins of tests that are not about joining.</summary>
public static class Joining
{
    /// <summary>Joins, with an address after the node's id, and takes part at once.</summary>
    public static async Task<JoinOutcome> JoinUpAsync(this IMembershipStore members, NodeIncarnation node, ClusterShape shape)
    {
        var outcome = await members.JoinAsync(node, shape, ProfileOf(node), CancellationToken.None);
        if (outcome is JoinOutcome.Joined) await members.MoveAsync(node, MemberState.Up, CancellationToken.None);
        return outcome;
    }

    /// <summary>What a test's node says of itself: a different text in every field.</summary>
    public static MemberProfile ProfileOf(NodeIncarnation node) => new()
    {
        Address = $"{node.NodeId}:7800",
        Http = $"http://{node.NodeId}:1",
        Roles = [MemberProfile.WorkerRole, MemberProfile.SchedulerRole],
        Version = "1.2.3",
    };
}
