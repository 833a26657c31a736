using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>What a shard understands.</summary>
public abstract record ShardMessage
{
    private ShardMessage() { }

    /// <summary>Create tasks; all of this shard. Answered when every one of them is durable.</summary>
    /// <param name="Tasks">The tasks.</param>
    /// <param name="ReplyTo">Where the one answer goes.</param>
    public sealed record Submit(IReadOnlyList<NewTask> Tasks, ActorRef<SubmitReply> ReplyTo) : ShardMessage;

    /// <summary>Change one task by command.</summary>
    /// <param name="Task">Which.</param>
    /// <param name="Command">How.</param>
    /// <param name="ReplyTo">Where the one answer goes.</param>
    public sealed record Apply(TaskId Task, TaskCommand Command, ActorRef<CommandReply> ReplyTo) : ShardMessage;

    /// <summary>Slots on a worker, to be spent on ready tasks of a class or given back.</summary>
    public sealed record Credits(CreditGrant Grant, ReadyClass Class) : ShardMessage;

    /// <summary>An attempt ended. Said again by the worker until it is told that the end is recorded.</summary>
    public sealed record AttemptEnded(TaskId Task, AttemptId Attempt, AttemptOutcome Outcome, ActorRef<WorkerMessage> Worker) : ShardMessage;

    /// <summary>A worker does not know an attempt that this shard holds open on it, and will not start it any more.</summary>
    /// <param name="Task">Whose.</param>
    /// <param name="Attempt">Which.</param>
    /// <param name="Worker">Which incarnation says so.</param>
    public sealed record AttemptUnknown(TaskId Task, AttemptId Attempt, NodeIncarnation Worker) : ShardMessage;

    /// <summary>A worker's answer: these attempts run there.</summary>
    /// <param name="Worker">Which incarnation says so.</param>
    /// <param name="Attempts">The attempts, and how far they have come.</param>
    public sealed record StillRunning(NodeIncarnation Worker, IReadOnlyList<RunningNote> Attempts) : ShardMessage;

    /// <summary>Tell what the owner knows of a task's open attempt beyond its record.</summary>
    /// <param name="Task">Which.</param>
    /// <param name="ReplyTo">Where the one answer goes.</param>
    public sealed record AskAfter(TaskId Task, ActorRef<AttemptStanding> ReplyTo) : ShardMessage;

    /// <summary>A hint: tasks wait in this shard's inbox.</summary>
    public sealed record InboxHasRows : ShardMessage
    {
        /// <summary>The one instance.</summary>
        public static InboxHasRows Instance { get; } = new();
    }

    /// <summary>Tell these children when their parents, tasks of this shard, have ended. Said again until it is answered.</summary>
    /// <param name="ChildShard">The shard of the children, whose owner gets the answer (<see cref="Followed"/>).</param>
    /// <param name="Edges">Who waits for whom.</param>
    public sealed record Follow(int ChildShard, IReadOnlyList<FollowEdge> Edges) : ShardMessage;

    /// <summary>The answer: it is durable that a child will hear of an end, or the parent has ended.</summary>
    /// <param name="Answers">One for each edge; more may follow.</param>
    public sealed record Followed(IReadOnlyList<FollowAnswer> Answers) : ShardMessage;

    /// <summary>Cancel these parts, tasks of this shard. Said again until each is known to have ended.</summary>
    /// <param name="Parts">Which.</param>
    public sealed record Recall(IReadOnlyList<TaskId> Parts) : ShardMessage;

    /// <summary>A hint: signals wait for tasks of this shard.</summary>
    public sealed record SignalsWait : ShardMessage
    {
        /// <summary>The one instance.</summary>
        public static SignalsWait Instance { get; } = new();
    }

    /// <summary>Flush, serve and release the shard, then stop.</summary>
    /// <param name="Successor">Gets what is asked from now on.</param>
    public sealed record HandOff(ActorRef<ShardMessage> Successor) : ShardMessage;

    internal sealed record FollowedLoaded(IReadOnlyList<FollowedTask> Tasks) : ShardMessage;

    internal sealed record UnfollowedLoaded(IReadOnlyList<TaskSnapshot> Tasks) : ShardMessage;

    internal sealed record SignalsRead(IReadOnlyList<SignalRow> Rows) : ShardMessage;

    internal sealed record Settle(TaskId Child, IReadOnlyList<Settlement> News, IReadOnlyList<SignalRow> Signals) : ShardMessage;

    internal sealed record FollowAgain : ShardMessage
    {
        public static FollowAgain Instance { get; } = new();
    }

    internal sealed record RecallAgain : ShardMessage
    {
        public static RecallAgain Instance { get; } = new();
    }

    internal sealed record RunningLoaded(IReadOnlyList<TaskSnapshot> Tasks) : ShardMessage;

    internal sealed record LanesLoaded(IReadOnlyList<LaneKey> Lanes) : ShardMessage;

    internal sealed record WaitingLoaded(ShardRead.Waiting Read, IReadOnlyList<IReadOnlyList<TaskSnapshot>> Pages) : ShardMessage;

    internal sealed record ReadFailed(ShardRead Read, string Why) : ShardMessage;

    internal sealed record ReadAgain(ShardRead Read) : ShardMessage;

    internal sealed record Found(ShardLookup Lookup, IReadOnlyList<TaskSnapshot> Tasks) : ShardMessage
    {
        public IReadOnlyList<KeyHolder> Holders { get; init; } = [];
    }

    internal sealed record InboxRead(IReadOnlyList<InboxRow> Rows) : ShardMessage;

    internal sealed record Committed(CommitOutcome Outcome) : ShardMessage;

    internal sealed record Released : ShardMessage;

    internal sealed record Rested(TaskEntity Entity) : ShardMessage;

    /// <summary>Something about limits: from a shard with tasks under one, or from the shard that keeps it.</summary>
    public sealed record Limit(LimitMessage Message) : ShardMessage;

    internal sealed record LookAtLimit(LimitName Name) : ShardMessage;

    internal sealed record EpochsRead(IReadOnlyList<ShardRow> Rows) : ShardMessage;

    internal sealed record QueuesRead(long Version) : ShardMessage;

    internal sealed record QueuesChanged : ShardMessage
    {
        public static QueuesChanged Instance { get; } = new();
    }

    internal sealed record CheckWorkers : ShardMessage
    {
        public static CheckWorkers Instance { get; } = new();
    }

    internal sealed record Flush : ShardMessage
    {
        public static Flush Instance { get; } = new();
    }

    internal sealed record Resend : ShardMessage
    {
        public static Resend Instance { get; } = new();
    }

    internal sealed record Wake : ShardMessage
    {
        public static Wake Instance { get; } = new();
    }

    internal sealed record ExtendHorizon : ShardMessage
    {
        public static ExtendHorizon Instance { get; } = new();
    }
}

/// <summary>A child that waits for a parent.</summary>
/// <param name="Parent">Who is waited for.</param>
/// <param name="Child">Who waits.</param>
/// <param name="Edge">Which of the child's edges it is.</param>
public readonly record struct FollowEdge(TaskId Parent, TaskId Child, int Edge);

/// <summary>What a parent's shard says of an edge.</summary>
/// <param name="Child">Who waits.</param>
/// <param name="Edge">Which of its edges.</param>
/// <param name="End">How the parent has ended; absent: it has not, and the child will hear of it.</param>
/// <param name="Missing">There is no such task, at least not yet.</param>
public readonly record struct FollowAnswer(TaskId Child, int Edge, TaskState? End, bool Missing = false);

/// <summary>An attempt that runs, and how far it has come.</summary>
/// <param name="Task">Whose.</param>
/// <param name="Attempt">Which.</param>
/// <param name="Progress">How far it has come, if it says.</param>
public readonly record struct RunningNote(TaskId Task, AttemptId Attempt, AttemptProgress.Mark? Progress);
