using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>What is to become durable about one schedule, all of it in one commit.</summary>
internal sealed record ScheduleStep : SchedulerStep
{
    public required ScheduleEntity Entity { get; init; }

    /// <summary>The definition afterwards; absent: deleted.</summary>
    public required Schedule? Schedule { get; init; }

    /// <summary>The cursor afterwards.</summary>
    public required ScheduleCursor Cursor { get; init; }

    /// <summary>Whether the definition changes, or only the cursor.</summary>
    public required bool ChangesDefinition { get; init; }

    /// <summary>The records of instants.</summary>
    public required IReadOnlyList<Occurrence> Occurrences { get; init; }

    /// <summary>When to look at it again.</summary>
    public required DateTimeOffset? NextWake { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A task to be cancelled once it is durable, for the sake of an instant that waits.</summary>
    public TaskId? ToCancel { get; init; }

    /// <summary>The command that it carries out.</summary>
    public Guid? Command { get; init; }

    /// <summary>Who waits for it.</summary>
    public ActorRef<ScheduleReply>? ReplyTo { get; init; }

    /// <summary>What is said then.</summary>
    public ScheduleReply? Reply { get; init; }

    public override string Subject => Entity.Id.Value;

    public override void AnswerDone()
    {
        if (Reply is not null) ReplyTo?.Tell(Reply);
    }

    public override void AnswerRefused(string why) => ReplyTo?.Tell(new ScheduleReply.Refused(why));

    public override void AnswerUnavailable(string why) => ReplyTo?.Tell(new ScheduleReply.Unavailable(why));
}
