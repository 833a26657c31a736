using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Events;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>Hears every committed step of this node, and passes it on: to statistics, to whoever waits for a task's end, to subscribers.</summary>
/// <remarks>On the hot path: where nobody waits or listens, a step costs a few counters and no memory.</remarks>
internal sealed class TransitionHub(TimeProvider time) : ITransitionSink
{
    private readonly FinishedWaiters _waiters = new();
    private readonly Lock _subscribing = new();
    private EventSubscription[] _subscriptions = [];

    public TransitionStatistics Statistics { get; } = new(time);

    /// <inheritdoc/>
    public void Committed(TaskSnapshot before, TaskSnapshot task, HistoryEntry entry)
    {
        Statistics.Take(before, task, entry);
        if (_waiters.Count > 0 && task.State.IsTerminal()) _waiters.Finished(task);
        foreach (var subscription in Volatile.Read(ref _subscriptions)) subscription.Offer(task, entry);
    }

    /// <summary>How many tasks are waited for.</summary>
    public int AwaitedTasks => _waiters.Count;

    /// <summary>Waits for a task's end on this node, until disposed. Ask the store after calling this: it may have ended before.</summary>
    public FinishedWaiters.Waiter WhenFinished(TaskId task) => _waiters.Wait(task);

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
