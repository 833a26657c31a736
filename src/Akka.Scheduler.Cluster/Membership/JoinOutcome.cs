namespace Akka.Scheduler.Cluster.Membership;

/// <summary>How an attempt to join ended.</summary>
public abstract record JoinOutcome
{
    private JoinOutcome() { }

    /// <summary>The node is a member.</summary>
    /// <param name="Store">Which store it joined.</param>
    public sealed record Joined(StoreIdentity Store = default) : JoinOutcome;

    /// <summary>The node cannot be a member of what this store belongs to.</summary>
    /// <param name="Fault">Which property differs.</param>
    /// <param name="Problem">What is there and what was expected, in words.</param>
    public sealed record Mismatch(JoinFault Fault, string Problem) : JoinOutcome
    {
        /// <summary>A life that is over does not begin anew.</summary>
        public static Mismatch Ended(NodeIncarnation node) =>
            new(JoinFault.NodeId, $"this life of node '{node.NodeId}' has ended; it can only join as a new incarnation");
    }
}

/// <summary>Why a node may not join.</summary>
public enum JoinFault
{
    /// <summary>Its program is made for another version of the store's schema.</summary>
    Schema,

    /// <summary>The store belongs to another cluster.</summary>
    ClusterId,

    /// <summary>The store was made for another number of shards.</summary>
    Shards,

    /// <summary>Its secret is not the cluster's.</summary>
    Secret,

    /// <summary>Its life has ended, or another process goes by its id.</summary>
    NodeId,
}
