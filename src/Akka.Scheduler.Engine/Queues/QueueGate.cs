using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Queues;

/// <summary>Changes the settings of queues, from any node.</summary>
/// <param name="store">Where they are stored.</param>
/// <param name="hint">Lets all nodes look at once.</param>
/// <param name="time">The clock.</param>
public sealed class QueueGate(IQueueStore store, Action hint, TimeProvider time)
{
    // Others may change the same queue at the same moment, and each of them changes it once.
    private const int Attempts = 10;

    /// <summary>All settings that are stored.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<IReadOnlyList<QueueSettings>> ListAsync(CancellationToken cancel) => (await store.LoadAsync(cancel)).Queues;

    /// <summary>Changes one queue; it need not have any tasks. All nodes heed it as soon as they hear of it.</summary>
    /// <returns>Its settings after the change; <see langword="null"/> when others changed it all the time.</returns>
    /// <exception cref="StoreUnavailableException">Nobody knows whether it was changed; the same change may be asked for again.</exception>
    public async Task<QueueSettings?> ChangeAsync(string queue, QueueChange change, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = (await ListAsync(cancel)).FirstOrDefault(one => one.Name == queue) ?? QueueSettings.Of(queue);
            var after = change.ApplyTo(before, EngineClock.Now(time));
            if (after is not null && !await store.SaveAsync(after, cancel)) continue;
            // Also where nothing changed: whoever asks again may do so because the first hint was lost.
            hint();
            return after ?? before;
        }

        return null;
    }
}
