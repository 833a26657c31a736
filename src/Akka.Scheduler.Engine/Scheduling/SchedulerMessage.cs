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

    /// <summary>Change a calendar.</summary>
    /// <param name="Command">How.</param>
    /// <param name="ReplyTo">Where the one answer goes.</param>
    public sealed record ApplyCalendar(CalendarCommand Command, ActorRef<CalendarReply> ReplyTo) : SchedulerMessage;

    /// <summary>Flush, release the role, then stop.</summary>
    /// <param name="Successor">Gets what is asked from now on.</param>
    public sealed record HandOff(ActorRef<SchedulerMessage> Successor) : SchedulerMessage;

    internal sealed record CalendarsLoaded(IReadOnlyList<CalendarRow> Rows) : SchedulerMessage;

    internal sealed record Loaded(IReadOnlyList<ScheduleRow> Rows) : SchedulerMessage;

    internal sealed record LoadFailed(string? After, string Why) : SchedulerMessage;

    internal sealed record LoadAgain(string? After) : SchedulerMessage;

    internal sealed record Known(IReadOnlyList<ScheduleWork> Work, KnownFacts Facts) : SchedulerMessage;

    internal sealed record QuestionFailed(IReadOnlyList<ScheduleWork> Work, string Why) : SchedulerMessage;

    internal sealed record AskAgain(IReadOnlyList<ScheduleWork> Work) : SchedulerMessage;

    internal sealed record RepeatKnown(ScheduleRepeat Repeat, bool WasApplied) : SchedulerMessage;

    internal sealed record RepeatFailed(ScheduleRepeat Repeat, string Why) : SchedulerMessage;

    internal sealed record Committed(CommitOutcome Outcome) : SchedulerMessage;

    internal sealed record Released : SchedulerMessage;

    internal sealed record CancelAnswered : SchedulerMessage
    {
        public static CancelAnswered Instance { get; } = new();
    }

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

/// <summary>What the store says about schedules that are to be looked at.</summary>
/// <param name="Live">Those of their previous tasks that are not finished.</param>
/// <param name="Made">Those of the instants to fill in that have a task.</param>
internal sealed record KnownFacts(IReadOnlySet<TaskId> Live, IReadOnlySet<DateTimeOffset> Made)
{
    /// <summary>Nothing had to be asked.</summary>
    public static KnownFacts None { get; } = new(new HashSet<TaskId>(), new HashSet<DateTimeOffset>());
}
