namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>Which shard a key lives on. Stable for ever and over all platforms, since rows are stored by it.</summary>
/// <remarks>32-bit FNV-1a over the key's UTF-16 code units, finished with the avalanche of MurmurHash3 (fmix32), modulo the shard count.</remarks>
public static class ShardHash
{
    /// <summary>The shard of <paramref name="key"/>, 0 to <paramref name="shards"/> − 1.</summary>
    public static int Of(ReadOnlySpan<char> key, int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        var hash = 2166136261u;
        foreach (var unit in key)
        {
            hash = (hash ^ (byte)unit) * 16777619u;
            hash = (hash ^ (byte)(unit >> 8)) * 16777619u;
        }

        hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
        hash ^= hash >> 16;
        return (int)(hash % (uint)shards);
    }
}
