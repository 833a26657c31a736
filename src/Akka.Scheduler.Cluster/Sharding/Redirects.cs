using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>The shards that have left this node and are still asked for here.</summary>
/// <remarks>Each leads on to the new owner as soon as that is known, and is dropped when the coordinator says so or its time is over.</remarks>
internal sealed class Redirects<T>(ExportTable exports, TimeSpan patience, TimeProvider time)
{
    private readonly Dictionary<int, OwnShard<T>> _left = [];

    public int Count => _left.Count;

    public IEnumerable<ShardState> States => _left.Values.Select(left => new ShardState(left.Term.Shard, left.Term.Epoch, ShardPhase.Collecting));

    public void Add(OwnShard<T> left)
    {
        if (_left.Remove(left.Term.Shard, out var older)) Drop(older);
        _left.Add(left.Term.Shard, left);
    }

    /// <summary>What stands in for a shard whose new owner is not known yet.</summary>
    public MovingShard<T>? Find(int shard) => _left.TryGetValue(shard, out var left) && !left.Moving!.IsOpen ? left.Moving : null;

    /// <summary>A later owner is known.</summary>
    public void Lead(int shard, long epoch, ActorRef<T> owner)
    {
        if (_left.TryGetValue(shard, out var left) && epoch > left.Term.Epoch && !left.Moving!.IsOpen) left.Moving.Open(owner);
    }

    /// <summary>A term begins here. The one that left is dropped if it is not an older one: the store went back to an older state, and the new term has its name.</summary>
    public void Replace(int shard, long epoch)
    {
        if (!_left.TryGetValue(shard, out var left) || left.Term.Epoch < epoch) return;
        _left.Remove(shard);
        Drop(left);
    }

    public void Collect(int shard, long epoch)
    {
        if (!_left.TryGetValue(shard, out var left) || left.Term.Epoch >= epoch || !left.Moving!.IsOpen) return;
        _left.Remove(shard);
        Drop(left);
    }

    /// <summary>Drops those whose time is over.</summary>
    public void Sweep()
    {
        foreach (var left in _left.Values.Where(left => time.GetElapsedTime(left.Since) > patience).ToList())
        {
            _left.Remove(left.Term.Shard);
            Drop(left);
        }
    }

    public void Clear()
    {
        foreach (var left in _left.Values) Drop(left);
        _left.Clear();
    }

    private void Drop(OwnShard<T> left)
    {
        exports.Withdraw(left.Name);
        left.Moving!.Close();
    }
}
