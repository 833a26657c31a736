using System.Collections.Frozen;
using Akka.Scheduler.Domain.Queues;

namespace Akka.Scheduler.Engine.Queues;

/// <summary>What a node shows of the settings of queues at one moment.</summary>
/// <param name="version">Of the whole; −1 while nothing was read.</param>
/// <param name="queues">By name.</param>
internal sealed class QueuesShown(long version, FrozenDictionary<string, QueueSettings> queues)
{
    /// <summary>Nothing was read yet.</summary>
    public static QueuesShown None { get; } = new(-1, FrozenDictionary<string, QueueSettings>.Empty);

    public long Version => version;

    public FrozenDictionary<string, QueueSettings> Queues => queues;
}
