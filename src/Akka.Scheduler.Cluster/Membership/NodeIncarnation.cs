namespace Akka.Scheduler.Cluster.Membership;

/// <summary>One life of a node: a restart keeps the id and is another incarnation, so that nothing said to or by its former self counts.</summary>
/// <param name="NodeId">The configured name.</param>
/// <param name="Incarnation">A UUID made at start.</param>
public readonly record struct NodeIncarnation(string NodeId, Guid Incarnation)
{
    /// <inheritdoc/>
    public override string ToString() => $"{NodeId}#{Incarnation.ToString("N")[..8]}";
}
