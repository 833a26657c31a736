using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Which shards serve on this node now, and which others have. Written by the shards and the node's watch, read by anybody.</summary>
/// <param name="expected">How many there are in all, the singleton among them.</param>
public sealed class ServingBoard(int expected)
{
    private readonly HashSet<int> _serving = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HashSet<int> _elsewhere = [];

    /// <summary>Completes when all are covered at once for the first time.</summary>
    public Task AllServing => _all.Task;

    /// <summary>How many there are in all.</summary>
    public int Expected => expected;

    /// <summary>How many serve on this node now.</summary>
    public int Serving
    {
        get
        {
            lock (_serving) return _serving.Count;
        }
    }

    /// <summary>How many serve on this node now, or have a living owner elsewhere.</summary>
    public int Covered
    {
        get
        {
            lock (_serving) return CountCovered();
        }
    }

    /// <summary>Whether this shard serves on this node now.</summary>
    public bool Serves(int shard)
    {
        lock (_serving) return _serving.Contains(shard);
    }

    internal void See(ClusterView view, NodeIncarnation self)
    {
        var elsewhere = view.Shards.Where(row => view.LivingOwnerOf(row) is { } owner && owner != self).Select(row => row.Shard).ToHashSet();
        lock (_serving) _elsewhere = elsewhere;
        Tell();
    }

    internal void Mark(int shard)
    {
        lock (_serving) _serving.Add(shard);
        Tell();
    }

    internal void Unmark(int shard)
    {
        lock (_serving) _serving.Remove(shard);
    }

    private void Tell()
    {
        if (Covered >= expected) _all.TrySetResult();
    }

    private int CountCovered() => _serving.Count + _elsewhere.Count(shard => !_serving.Contains(shard));
}
