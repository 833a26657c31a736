using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>What is to become durable about one schedule, all of it in one commit.</summary>
internal sealed record ScheduleStep
{
    public required ScheduleEntity Entity { get; init; }

    /// <summary>The definition afterwards; absent: deleted.</summary>
    public required Schedule? Schedule { get; init; }

    /// <summary>The cursor afterwards.</summary>
    public required ScheduleCursor Cursor { get; init; }

    /// <summary>Whether the definition changes, or only the cursor.</summary>
    public required bool ChangesDefinition { get; init; }

    /// <summary>The records of due instants.</summary>
    public required IReadOnlyList<Occurrence> Occurrences { get; init; }

    /// <summary>Tasks to emit.</summary>
    public required IReadOnlyList<TaskSpec> Tasks { get; init; }

    /// <summary>When to look at it again.</summary>
    public required DateTimeOffset? NextWake { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The command that it carries out.</summary>
    public Guid? Command { get; init; }

    /// <summary>Who waits for it.</summary>
    public ActorRef<ScheduleReply>? ReplyTo { get; init; }

    /// <summary>What is said then.</summary>
    public ScheduleReply? Reply { get; init; }
}
