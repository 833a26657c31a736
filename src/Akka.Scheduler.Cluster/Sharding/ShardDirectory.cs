using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>Where each shard's actor is. Written by the region in its turn, read by anybody.</summary>
/// <remarks>What it says may be old by the time that it is used; a message to a shard that has moved is lost, and every sender copes with that.</remarks>
/// <param name="shards">How many shards there are, the singleton apart.</param>
/// <typeparam name="T">What a shard understands.</typeparam>
public sealed class ShardDirectory<T>(int shards)
{
    // The singleton, shard −1, stands first.
    private readonly ActorRef<T>?[] _owners = new ActorRef<T>?[shards + 1];

    /// <summary>How many shards there are, the singleton apart.</summary>
    public int Shards => _owners.Length - 1;

    /// <summary>The actor of a shard (or of <see cref="ShardTerm.Singleton"/>), or <see langword="null"/> while nobody here owns it.</summary>
    public ActorRef<T>? Find(int shard) => Volatile.Read(ref _owners[shard + 1]);

    /// <summary>The actor of the shard that <paramref name="key"/> lives on.</summary>
    public ActorRef<T>? Find(string key) => Find(ShardHash.Of(key, Shards));

    internal void Set(int shard, ActorRef<T>? owner) => Volatile.Write(ref _owners[shard + 1], owner);
}
