using System.Globalization;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>What goes wrong with a call, or is done to the store.</summary>
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The request never arrives; the caller learns nothing.</summary>
    LostRequest,

    /// <summary>The request is applied and its answer is lost; the caller learns nothing.</summary>
    LostAck,

    /// <summary>A ghost commit: the caller has long been told that nobody knows when the request is applied after all.</summary>
    LateApply,

    /// <summary>The store says no before it does anything.</summary>
    Refused,

    /// <summary>Request and answer take long.</summary>
    Slow,

    /// <summary>The caller is cut off from the store, or the store is down.</summary>
    Outage,

    /// <summary>A shard was taken from its owner by force.</summary>
    ForcedSteal,

    /// <summary>A node was killed.</summary>
    NodeKilled,

    /// <summary>A node stood still for a while.</summary>
    NodePaused,

    /// <summary>A node was stopped in order.</summary>
    NodeStopped,

    /// <summary>The store was away for all.</summary>
    StoreAway,

    /// <summary>A node was cut off from the store.</summary>
    CutFromStore,

    /// <summary>Two nodes were cut off from one another.</summary>
    CutBetweenNodes,

    /// <summary>A node heard another one, and was not heard by it.</summary>
    CutOneWay,

    /// <summary>The store was put back to an older state, as by a failover to a replica that lags.</summary>
    Rollback,
}

/// <summary>Which call of a port.</summary>
public enum StoreOperation
{
    /// <summary>A read of any port.</summary>
    Read,

    /// <summary>A shard's commit.</summary>
    Commit,

    /// <summary>The singleton's commit.</summary>
    ScheduleCommit,

    /// <summary>A node joins.</summary>
    Join,

    /// <summary>A lease is renewed.</summary>
    Renew,

    /// <summary>A node becomes up, drains or leaves.</summary>
    Move,

    /// <summary>A node is declared dead.</summary>
    DeclareDead,

    /// <summary>A shard map is published.</summary>
    PublishMap,

    /// <summary>Shards are taken.</summary>
    Acquire,

    /// <summary>A shard is released.</summary>
    Release,

    /// <summary>Tasks are put into an inbox.</summary>
    InboxInsert,

    /// <summary>Output is appended.</summary>
    LogAppend,

    /// <summary>An idempotency key is claimed.</summary>
    ClaimKey,

    /// <summary>Old rows are dropped.</summary>
    Retention,

    /// <summary>The settings of queues are read, or asked whether they are new.</summary>
    QueueRead,

    /// <summary>The settings of a queue are changed.</summary>
    QueueSave,

    /// <summary>Not a call: done to the store itself.</summary>
    Store,
}

/// <summary>One decided fault.</summary>
/// <param name="Mark">Its name in the run.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What was decided.</param>
/// <param name="Target">What it was about: a shard, a node, a task.</param>
/// <param name="Masked">Whether it was decided, but left out.</param>
public sealed record FaultDecision(FaultMark Mark, DateTimeOffset At, FaultKind Kind, string Target, bool Masked)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:HH:mm:ss.fff} {Kind} of {Mark} on {Target}");
}

/// <summary>Names a chance for a fault: it is the same whatever became of the chances before it, so that leaving one fault out leaves the others alone.</summary>
/// <param name="Client">Whose call.</param>
/// <param name="Operation">Which call.</param>
/// <param name="Call">The how manieth such call of that client, from 0.</param>
public readonly record struct FaultMark(string Client, StoreOperation Operation, long Call)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Client} {Operation} {Call}");
}
