using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>Which workers lived at one look at the cluster.</summary>
/// <remarks>
/// Looks come one after the other: the second one after something happened began when it had happened. So only that one may say that a worker is dead
/// whose attempt was found or begun in between.
/// </remarks>
/// <param name="number">Rises by one with each look.</param>
/// <param name="living">The incarnations that lived.</param>
public sealed class WorkerLook(long number, IEnumerable<NodeIncarnation> living)
{
    private readonly Dictionary<string, NodeIncarnation> _living = living.ToDictionary(node => node.NodeId, StringComparer.Ordinal);

    /// <summary>Which look it was.</summary>
    public long Number => number;

    /// <summary>All that lived.</summary>
    public IReadOnlyCollection<NodeIncarnation> All => _living.Values;

    /// <summary>The living incarnation of a worker; <see langword="null"/> when it has none.</summary>
    public NodeIncarnation? Living(WorkerId worker) => _living.TryGetValue(worker.Value, out var node) ? node : null;
}
