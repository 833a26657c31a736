using System.Collections.Concurrent;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Events;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>Hears every committed step of this node, and passes it on: to statistics, to whoever waits for a task's end, to subscribers.</summary>
/// <remarks>On the hot path: where nobody waits or listens, a step costs a few counters and no memory.</remarks>
internal sealed class TransitionHub(TimeProvider time) : ITransitionSink
{
    private readonly ConcurrentDictionary<TaskId, TaskCompletionSource<TaskSnapshot>> _waiters = new();
    private readonly Lock _subscribing = new();
    private EventSubscription[] _subscriptions = [];

    public TransitionStatistics Statistics { get; } = new(time);

    /// <inheritdoc/>
    public void Committed(TaskSnapshot task, HistoryEntry entry)
    {
        Statistics.Take(task, entry);
        if (!_waiters.IsEmpty && task.State.IsTerminal() && _waiters.TryRemove(task.Id, out var waiter)) waiter.TrySetResult(task);
        foreach (var subscription in Volatile.Read(ref _subscriptions)) subscription.Offer(task, entry);
    }

    /// <summary>Completes when the task reaches a terminal state on this node. Ask the store after calling this: it may have ended before.</summary>
    public Task<TaskSnapshot> WhenFinished(TaskId task) =>
        _waiters.GetOrAdd(task, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Nobody waits for this task any more.</summary>
    public void Forget(TaskId task) => _waiters.TryRemove(task, out _);

    public EventSubscription Subscribe(Func<TaskSnapshot, HistoryEntry, bool> wanted)
    {
        var subscription = new EventSubscription(wanted, Unsubscribe);
        lock (_subscribing) Volatile.Write(ref _subscriptions, [.. _subscriptions, subscription]);
        return subscription;
    }

    private void Unsubscribe(EventSubscription gone)
    {
        lock (_subscribing) Volatile.Write(ref _subscriptions, [.. _subscriptions.Where(subscription => subscription != gone)]);
    }
}
