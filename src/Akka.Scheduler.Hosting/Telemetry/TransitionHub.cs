using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Events;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>
/// Hears every committed step of this node, and of other nodes what somebody here wants to hear of; passes it on to whoever waits for a task's end, and
/// to subscribers. The statistics take only this node's own.
/// </summary>
/// <remarks>On the hot path: where nobody waits or listens, a step costs a few counters and no memory.</remarks>
internal sealed class TransitionHub(TimeProvider time) : ITransitionSink, ITransitionAudience
{
    private readonly FinishedWaiters _waiters = new();
    private readonly Lock _subscribing = new();
    private EventSubscription[] _subscriptions = [];
    private Action _wishGrew = static () => { };

    public TransitionStatistics Statistics { get; } = new(time);

    /// <inheritdoc/>
    public AudienceWish Wish =>
        Volatile.Read(ref _subscriptions).Length > 0 ? AudienceWish.Steps : _waiters.Count > 0 ? AudienceWish.Ends : AudienceWish.Nothing;

    /// <inheritdoc/>
    public void Attach(Action wishGrew) => Volatile.Write(ref _wishGrew, wishGrew);

    /// <inheritdoc/>
    public void Committed(TaskSnapshot before, TaskSnapshot task, HistoryEntry entry)
    {
        Statistics.Take(before, task, entry);
        if (_waiters.Count > 0 && task.State.IsTerminal()) _waiters.Finished(task);
        var subscriptions = Volatile.Read(ref _subscriptions);
        if (subscriptions.Length == 0) return;
        var notice = TransitionNotice.Of(task, entry);
        foreach (var subscription in subscriptions) subscription.Offer(notice);
    }

    /// <inheritdoc/>
    public void Heard(IReadOnlyList<TransitionNotice> notices, int lost)
    {
        var subscriptions = Volatile.Read(ref _subscriptions);
        foreach (var notice in notices)
        {
            if (_waiters.Count > 0 && notice.IsEnd) _waiters.FinishedElsewhere(notice.Entry.Task);
            foreach (var subscription in subscriptions) subscription.Offer(notice);
        }

        if (lost == 0) return;
        foreach (var subscription in subscriptions) subscription.Missed(lost);
    }

    /// <summary>How many tasks are waited for.</summary>
    public int AwaitedTasks => _waiters.Count;

    /// <summary>Waits for a task's end, until disposed. Ask the store after calling this: it may have ended before.</summary>
    public FinishedWaiters.Waiter WhenFinished(TaskId task)
    {
        var wished = Wish;
        var waiter = _waiters.Wait(task);
        if (wished < AudienceWish.Ends) Volatile.Read(ref _wishGrew)();
        return waiter;
    }

    public EventSubscription Subscribe(Func<TransitionNotice, bool> wanted)
    {
        var subscription = new EventSubscription(wanted, Unsubscribe);
        lock (_subscribing) Volatile.Write(ref _subscriptions, [.. _subscriptions, subscription]);
        Volatile.Read(ref _wishGrew)();
        return subscription;
    }

    private void Unsubscribe(EventSubscription gone)
    {
        lock (_subscribing) Volatile.Write(ref _subscriptions, [.. _subscriptions.Where(subscription => subscription != gone)]);
    }
}
