using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Limits;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>One live task, addressed by its id and held by its shard, whose mailbox is its own.</summary>
/// <remarks>
/// <para><see cref="Task"/> is what is committed, never more: a step that is on its way is not seen until it is durable.</para>
/// <para>While a step is on its way the entity takes no other; messages that need one wait in <see cref="Deferred"/>.</para>
/// </remarks>
internal sealed class TaskEntity(TaskSnapshot task)
{
    /// <summary>The task as committed.</summary>
    public TaskSnapshot Task { get; set; } = task;

    /// <summary>Whether a step is on its way to the store.</summary>
    public bool Busy { get; set; }

    /// <summary>Whether the step on its way is the start of an attempt.</summary>
    public bool Starts { get; set; }

    /// <summary>Whether the store could not take its last step: nothing is begun for it until it has rested, but commands are carried out.</summary>
    public bool Resting { get; set; }

    /// <summary>Steps in a row that the store could not take.</summary>
    public int Dropped { get; set; }

    /// <summary>The ready queues that it stands in, if it does.</summary>
    public ReadyLanes? Ready { get; set; }

    /// <summary>What it holds of the limits that it is under, from the time at which it may start; absent for a task without limits.</summary>
    public TaskHold? Hold { get; set; }

    /// <summary>Its place there.</summary>
    public FairLine? Line { get; set; }

    /// <summary>The lane that holds it among its waiting tasks in memory.</summary>
    public WaitingLane? Lane { get; set; }

    /// <summary>Its neighbour there; kept by <see cref="LaneMembers"/>.</summary>
    public TaskEntity? NextInLane { get; set; }

    /// <inheritdoc cref="NextInLane"/>
    public TaskEntity? PreviousInLane { get; set; }

    /// <summary>Whether the step on its way is the one that makes it: it does not exist yet.</summary>
    public bool IsNew { get; set; }

    /// <summary>What is known of its open attempt beyond the record.</summary>
    public AttemptWatch? Watch { get; set; }

    /// <summary>The last attempt whose end this owner took down: a worker says it again until it hears that it is recorded.</summary>
    public AttemptId? Ended { get; set; }

    /// <summary>Requests to create the same id again, which wait to hear that it exists.</summary>
    public List<SubmitItem>? Twins { get; set; }

    /// <summary>Messages that wait for the step on its way; absent where none do.</summary>
    public Queue<ShardMessage>? Deferred { get; private set; }

    public TaskId Id => Task.Id;

    public List<SubmitItem>? TakeTwins()
    {
        var taken = Twins;
        Twins = null;
        return taken;
    }

    public void Defer(ShardMessage message) => (Deferred ??= new()).Enqueue(message);

    /// <summary>Whether the end of this attempt waits already: a worker says it again and again.</summary>
    public bool Defers(AttemptId ended) => Deferred?.Any(message => message is ShardMessage.AttemptEnded end && end.Attempt == ended) ?? false;

    public Queue<ShardMessage>? TakeDeferred()
    {
        var taken = Deferred;
        Deferred = null;
        return taken;
    }
}
