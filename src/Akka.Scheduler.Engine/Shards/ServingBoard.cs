namespace Akka.Scheduler.Engine.Shards;

/// <summary>Which of the node's shards serve now. Written by the shards, read by anybody.</summary>
/// <param name="expected">How many there are to be, the singleton among them.</param>
public sealed class ServingBoard(int expected)
{
    private readonly HashSet<int> _serving = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when all have served at once for the first time.</summary>
    public Task AllServing => _all.Task;

    /// <summary>How many there are to be.</summary>
    public int Expected => expected;

    /// <summary>How many serve now.</summary>
    public int Serving
    {
        get
        {
            lock (_serving) return _serving.Count;
        }
    }

    /// <summary>Whether this shard serves now.</summary>
    public bool Serves(int shard)
    {
        lock (_serving) return _serving.Contains(shard);
    }

    internal void Mark(int shard)
    {
        lock (_serving)
        {
            _serving.Add(shard);
            if (_serving.Count < expected) return;
        }

        _all.TrySetResult();
    }

    internal void Unmark(int shard)
    {
        lock (_serving) _serving.Remove(shard);
    }
}
