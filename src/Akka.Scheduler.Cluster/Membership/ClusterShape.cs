using System.Globalization;

namespace Akka.Scheduler.Cluster.Membership;

/// <summary>What all nodes of one cluster must agree on. The first that joins a store settles it.</summary>
/// <param name="ClusterId">The cluster's name.</param>
/// <param name="Shards">How many shards there are; fixed when the store is made.</param>
public sealed record ClusterShape(string ClusterId, int Shards)
{
    /// <summary>
    /// Shows that a node has the cluster's secret, and shows nothing of the secret itself; empty, the default, where there is none.
    /// </summary>
    public string SecretVerifier { get; init; } = "";

    /// <summary>Why a node of this shape cannot join a store of another; <see langword="null"/> when it is the same.</summary>
    /// <param name="there">The store's shape.</param>
    public JoinOutcome.Mismatch? Against(ClusterShape there)
    {
        if (there.ClusterId != ClusterId)
            return new(JoinFault.ClusterId, $"the store belongs to the cluster '{there.ClusterId}', and this node to '{ClusterId}'");
        if (there.Shards != Shards)
            return new(JoinFault.Shards, string.Create(CultureInfo.InvariantCulture, $"the store was made for {there.Shards} shards, and this node expects {Shards}"));
        if (there.SecretVerifier == SecretVerifier) return null;
        return new(JoinFault.Secret, (there.SecretVerifier.Length, SecretVerifier.Length) switch
        {
            (0, _) => $"the cluster '{ClusterId}' has no secret, and this node has one",
            (_, 0) => $"the cluster '{ClusterId}' has a secret, and this node has none",
            _ => $"the secret of this node is not that of the cluster '{ClusterId}'",
        });
    }
}
