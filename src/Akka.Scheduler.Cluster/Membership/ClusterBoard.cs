namespace Akka.Scheduler.Cluster.Membership;

/// <summary>The latest <see cref="ClusterView"/> of a node. Written by its watch, read by anybody.</summary>
public sealed class ClusterBoard
{
    private ClusterView _current = ClusterView.Empty;

    /// <summary>The latest view; <see cref="ClusterView.Empty"/> before the first look.</summary>
    public ClusterView Current
    {
        get => Volatile.Read(ref _current);
        internal set => Volatile.Write(ref _current, value);
    }
}
