using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>One schedule in the singleton's memory: what is committed, and whether something is on its way.</summary>
internal sealed class ScheduleEntity(ScheduleId id)
{
    public ScheduleId Id => id;

    /// <summary>The definition as committed; absent while it is being made, and after it was deleted.</summary>
    public Schedule? Schedule { get; set; }

    /// <summary>How far it has come, as committed; absent likewise.</summary>
    public ScheduleCursor? Cursor { get; set; }

    /// <summary>The definition on its way to the store, if one is.</summary>
    public Schedule? Coming { get; set; }

    /// <summary>Whether a question or a commit about it is under way. Commands wait meanwhile.</summary>
    public bool Busy { get; set; }

    /// <summary>Whether it heeds a calendar, or is about to.</summary>
    public bool Heeds(CalendarId calendar) => Schedule?.Calendars.Contains(calendar) == true || Coming?.Calendars.Contains(calendar) == true;

    /// <summary>Commands that wait.</summary>
    public Queue<SchedulerMessage.Apply> Deferred { get; } = new();
}
