using System.Runtime.CompilerServices;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Executors;

/// <summary>The parts of a task that was split, for the attempt that reduces them. They are read from the store, and only when they are asked for.</summary>
public sealed class GatheredParts
{
    // Results may be large: so many are held at once.
    private const int Page = 32;

    private readonly IShardStore _store;
    private readonly int _shards;
    private readonly TaskId[] _parts;

    /// <summary>The parts of a task.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="shards">How many shards there are.</param>
    /// <param name="whole">The task; it has been split.</param>
    public GatheredParts(IShardStore store, int shards, TaskSpec whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        (_store, _shards) = (store, shards);
        _parts = [.. whole.Dependencies!.On.Skip(whole.FirstPart).Select(edge => edge.Task)];
    }

    /// <summary>How many there are.</summary>
    public int Count => _parts.Length;

    /// <summary>Their ends, in the order of their numbers.</summary>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async IAsyncEnumerable<PartEnd> ReadAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var from = 0; from < _parts.Length; from += Page)
        {
            var some = _parts[from..Math.Min(from + Page, _parts.Length)];
            var found = (await Task.WhenAll(some.GroupBy(part => ShardHash.Of(part.Value, _shards)).Select(ofShard => _store.FindAsync(ofShard.Key, [.. ofShard], cancel))))
                .SelectMany(tasks => tasks).ToDictionary(task => task.Id);
            for (var i = 0; i < some.Length; i++)
            {
                var end = found.GetValueOrDefault(some[i]);
                yield return new(from + i, some[i], end?.State, end?.Result, end?.Error);
            }
        }
    }
}
