using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>A decided step that waits to become durable, and what is to be done once it is.</summary>
/// <param name="Entity">Whose step; absent where only inbox rows, signals or followers change.</param>
/// <param name="Step">The step; absent likewise.</param>
/// <param name="Kind">How the task's row changes; absent for a remark in the history.</param>
/// <param name="Effect">What follows.</param>
internal sealed record PendingStep(TaskEntity? Entity, TaskStep? Step, ChangeKind? Kind, StepEffect Effect)
{
    /// <summary>The step before it, for a task that is made and ended at once.</summary>
    public TaskStep? First { get; init; }

    /// <summary>The inbox row that the step takes up, removed in the same commit.</summary>
    public ConsumedRow? InboxRow { get; init; }

    /// <summary>The signals that the step takes up, removed in the same commit.</summary>
    public IReadOnlyList<SignalRow> Signals { get; init; } = [];

    /// <summary>Children that are to hear of the end of a task of this shard.</summary>
    public IReadOnlyList<FollowerRow> Followers { get; init; } = [];

    /// <summary>The parts into which the step splits its task; inserted into their inboxes in the same commit.</summary>
    public IReadOnlyList<InboxInsert> Parts { get; init; } = [];
}

/// <summary>What follows once a step is durable, or can never be.</summary>
internal abstract record StepEffect
{
    private StepEffect() { }

    /// <summary>Nothing beyond the step itself.</summary>
    public sealed record None : StepEffect
    {
        public static None Instance { get; } = new();
    }

    /// <summary>A submitter hears of it.</summary>
    public sealed record AnswerSubmit(SubmitTicket Ticket, int Index) : StepEffect;

    /// <summary>A commander hears of it.</summary>
    public sealed record AnswerCommand(ActorRef<CommandReply> ReplyTo) : StepEffect;

    /// <summary>The worker of a running attempt is told that its task is to be cancelled.</summary>
    public sealed record PassOn : StepEffect
    {
        public static PassOn Instance { get; } = new();
    }

    /// <summary>A child's shard is told that its tasks will hear of the end.</summary>
    public sealed record AnswerFollow : StepEffect
    {
        public static AnswerFollow Instance { get; } = new();
    }

    /// <summary>The worker is told to run the attempt.</summary>
    public sealed record Grant(ActorRef<WorkerMessage> Worker, long Stamp) : StepEffect;

    /// <summary>The worker is told that the end of its attempt is recorded.</summary>
    public sealed record Acknowledge(ActorRef<WorkerMessage> Worker, AttemptId Attempt) : StepEffect;
}
