using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>What the scheduler singleton understands.</summary>
public abstract record SchedulerMessage
{
    private SchedulerMessage() { }

    /// <summary>Change a schedule.</summary>
    /// <param name="Id">The command's name: the same in every repetition of it.</param>
    /// <param name="Repeated">Whether it was sent before, and nobody knows what became of it.</param>
    /// <param name="Command">How.</param>
    /// <param name="ReplyTo">Where the one answer goes.</param>
    public sealed record Apply(Guid Id, bool Repeated, ScheduleCommand Command, ActorRef<ScheduleReply> ReplyTo) : SchedulerMessage;

    /// <summary>Flush, release the role, then stop.</summary>
    /// <param name="Successor">Gets what is asked from now on.</param>
    public sealed record HandOff(ActorRef<SchedulerMessage> Successor) : SchedulerMessage;

    internal sealed record Loaded(IReadOnlyList<ScheduleRow> Rows) : SchedulerMessage;

    internal sealed record LoadFailed(string After, string Why) : SchedulerMessage;

    internal sealed record LoadAgain(string After) : SchedulerMessage;

    internal sealed record LiveKnown(IReadOnlyList<ScheduleWork> Work, IReadOnlyList<TaskId> Live) : SchedulerMessage;

    internal sealed record LiveFailed(IReadOnlyList<ScheduleWork> Work, string Why) : SchedulerMessage;

    internal sealed record AskAgain(IReadOnlyList<ScheduleWork> Work) : SchedulerMessage;

    internal sealed record RepeatKnown(ScheduleRepeat Repeat, bool WasApplied) : SchedulerMessage;

    internal sealed record RepeatFailed(ScheduleRepeat Repeat, string Why) : SchedulerMessage;

    internal sealed record Committed(CommitOutcome Outcome) : SchedulerMessage;

    internal sealed record Released : SchedulerMessage;

    internal sealed record Flush : SchedulerMessage
    {
        public static Flush Instance { get; } = new();
    }

    internal sealed record Resend : SchedulerMessage
    {
        public static Resend Instance { get; } = new();
    }

    internal sealed record Wake : SchedulerMessage
    {
        public static Wake Instance { get; } = new();
    }
}

/// <summary>A command that came again: the store is asked whether it was carried out.</summary>
internal readonly record struct ScheduleRepeat(ScheduleEntity Entity, SchedulerMessage.Apply Command);

/// <summary>A schedule that is to be looked at now, because something is due or a command came.</summary>
internal readonly record struct ScheduleWork(ScheduleEntity Entity, SchedulerMessage.Apply? Command);
