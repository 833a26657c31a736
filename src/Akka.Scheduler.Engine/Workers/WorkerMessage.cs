using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>What a worker understands.</summary>
public abstract record WorkerMessage
{
    private WorkerMessage() { }

    /// <summary>Run an attempt whose start is recorded.</summary>
    /// <param name="Task">The task as committed, with its open attempt.</param>
    /// <param name="Stamp">The credit that it was started on.</param>
    /// <param name="Owner">Who wants to know how it ended.</param>
    public sealed record Run(TaskSnapshot Task, long Stamp, ActorRef<ShardMessage> Owner) : WorkerMessage;

    /// <summary>Stop an attempt.</summary>
    /// <param name="Attempt">Which; one that is not running here is ignored.</param>
    /// <param name="Why">Why.</param>
    public sealed record Stop(AttemptId Attempt, StopCause Why) : WorkerMessage;

    /// <summary>The end of an attempt is recorded (or refused for good): forget it.</summary>
    public sealed record Recorded(AttemptId Attempt) : WorkerMessage;

    /// <summary>An owner asks after attempts that are open on this worker: those that it found when it came, and now and then those that it started.</summary>
    public sealed record Reattach(IReadOnlyList<OpenTask> Attempts, ActorRef<ShardMessage> Owner) : WorkerMessage;

    /// <summary>Take no more work; answer when nothing runs any more, or when the time is over and the rest was stopped.</summary>
    /// <param name="Grace">How long what runs may go on.</param>
    /// <param name="ForGood">Whether its node stops: then nothing takes it back into service.</param>
    /// <param name="ReplyTo">Where the one answer goes.</param>
    public sealed record Drain(TimeSpan Grace, bool ForGood, ActorRef<WorkerDrained> ReplyTo) : WorkerMessage;

    /// <summary>Take work again, where it was drained by command; what was stopped meanwhile stays stopped.</summary>
    public sealed record Resume : WorkerMessage
    {
        /// <summary>The one instance.</summary>
        public static Resume Instance { get; } = new();
    }

    /// <summary>Change how many attempts may run at once.</summary>
    public sealed record SetCapacity(int Capacity) : WorkerMessage;

    /// <summary>Change the share of the work that it takes beside others.</summary>
    public sealed record SetWeight(double Weight) : WorkerMessage;

    /// <summary>Tell how things stand.</summary>
    public sealed record Describe(ActorRef<WorkerStatus> ReplyTo) : WorkerMessage;

    /// <summary>Who the dispatchers of the cluster are now, all of them.</summary>
    public sealed record DispatchersChanged(IReadOnlyList<DispatcherSeat> Dispatchers) : WorkerMessage;

    /// <summary>A dispatcher's account of this worker's credits. Absolute; a later one replaces an earlier one.</summary>
    /// <param name="Dispatcher">Whose.</param>
    /// <param name="Sequence">Rises with each account of this dispatcher.</param>
    /// <param name="Stamp">The issue that it spends from; nothing of any earlier one is spent any more.</param>
    /// <param name="Spent">How many credits of earlier issues it has spent, where that is more than none.</param>
    /// <param name="Unmet">How many more credits it could spend at once.</param>
    public sealed record Standing(NodeIncarnation Dispatcher, long Sequence, long Stamp, IReadOnlyList<SpentCredits> Spent, int Unmet) : WorkerMessage;

    internal sealed record Ended(RunningAttempt Attempt, AttemptOutcome Outcome) : WorkerMessage;

    internal sealed record OfferSlots : WorkerMessage
    {
        public static OfferSlots Instance { get; } = new();
    }

    internal sealed record Tick : WorkerMessage
    {
        public static Tick Instance { get; } = new();
    }

    internal sealed record LeaseLost : WorkerMessage
    {
        public static LeaseLost Instance { get; } = new();
    }

    internal sealed record DrainOver : WorkerMessage;
}

/// <summary>Why an attempt is stopped.</summary>
public enum StopCause
{
    /// <summary>Its task was cancelled.</summary>
    Cancelled,

    /// <summary>Its owner gave it up: the deadline has passed, or another attempt has taken its place.</summary>
    GivenUp,

    /// <summary>The worker stops.</summary>
    WorkerStops,
}

/// <summary>An attempt that an owner found open.</summary>
public readonly record struct OpenTask(TaskId Task, AttemptId Attempt);

/// <summary>Credits of one issue that a dispatcher has spent.</summary>
/// <param name="Stamp">Which issue.</param>
/// <param name="Count">How many, without those that came back to it.</param>
public readonly record struct SpentCredits(long Stamp, int Count);

/// <summary>A worker has drained.</summary>
/// <param name="Stopped">How many attempts had to be stopped.</param>
public sealed record WorkerDrained(int Stopped);

/// <summary>How a worker stands.</summary>
/// <param name="Worker">Which.</param>
/// <param name="Capacity">How many attempts may run at once.</param>
/// <param name="Running">How many run.</param>
/// <param name="Unreported">How many ended and are not recorded yet.</param>
/// <param name="Draining">Whether it takes no more work.</param>
public sealed record WorkerStatus(WorkerId Worker, int Capacity, int Running, int Unreported, bool Draining)
{
    /// <summary>What it says of itself.</summary>
    public required WorkerProfile Profile { get; init; }

    /// <summary>Slots that dispatchers hold credits for.</summary>
    public int CreditsOut { get; init; }
}
