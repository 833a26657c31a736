using Akka.Scheduler.Domain.Queues;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>What is set for queues. Not fenced: any node may change it, and a change names the version that it was computed from.</summary>
/// <remarks>All throw <see cref="StoreUnavailableException"/> when the store cannot be reached; then nobody knows whether a change was made.</remarks>
public interface IQueueStore
{
    /// <summary>Rises with every change of any queue: one row, for asking again and again whether there is anything new.</summary>
    Task<long> VersionAsync(CancellationToken cancel);

    /// <summary>All settings, and the version that they are of, at one instant.</summary>
    Task<QueueTable> LoadAsync(CancellationToken cancel);

    /// <summary>Stores <paramref name="changed"/>, if what is stored of that queue has the version before it (none: 0).</summary>
    /// <returns>Whether it was.</returns>
    Task<bool> SaveAsync(QueueSettings changed, CancellationToken cancel);
}

/// <summary>The settings of all queues at one instant.</summary>
/// <param name="Version">Of the whole.</param>
/// <param name="Queues">Those of which anything is stored, by name, compared ordinally.</param>
public sealed record QueueTable(long Version, IReadOnlyList<QueueSettings> Queues);
