using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>The settings of queues.</summary>
internal sealed class SimulatedQueues(StoreCalls calls) : IQueueStore
{
    public Task<long> VersionAsync(CancellationToken cancel) =>
        calls.ReadAsync(StoreOperation.QueueRead, "queues", state => state.Queues.Values.Sum(queue => queue.Version), cancel);

    public Task<QueueTable> LoadAsync(CancellationToken cancel) =>
        calls.ReadAsync(
            StoreOperation.QueueRead,
            "queues",
            state => new QueueTable(state.Queues.Values.Sum(queue => queue.Version), [.. state.Queues.Values]),
            cancel);

    public Task<bool> SaveAsync(QueueSettings changed, CancellationToken cancel) =>
        calls.WriteAsync(StoreOperation.QueueSave, changed.Name, (state, now) => Save(state, changed, now), null, cancel);

    private static (StoreState State, bool Saved) Save(StoreState state, QueueSettings changed, DateTimeOffset now) =>
        changed.Version == (state.Queues.GetValueOrDefault(changed.Name)?.Version ?? 0) + 1
            ? (state with { Queues = state.Queues.SetItem(changed.Name, changed), QueueChanges = state.QueueChanges.Add(new(changed, now)) }, true)
            : (state, false);
}
