using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>A change to one schedule.</summary>
/// <param name="Id">Which schedule.</param>
/// <param name="IfVersion">Only if it has this version; 0: only if there is none; absent: in any case.</param>
public abstract record ScheduleCommand(ScheduleId Id, long? IfVersion)
{
    /// <summary>Make it, or put another definition in its place.</summary>
    /// <param name="Wanted">The definition; its version and creation are ignored where it exists.</param>
    /// <param name="IfVersion">Only if it has this version; 0: only if there is none; absent: in any case.</param>
    /// <param name="KeepPause">Whether one that exists stays paused, or not, as it is.</param>
    public sealed record Put(Schedule Wanted, long? IfVersion, bool KeepPause = false) : ScheduleCommand(Wanted.Id, IfVersion);

    /// <summary>Delete it. Tasks that it made stay.</summary>
    public sealed record Delete(ScheduleId Id, long? IfVersion) : ScheduleCommand(Id, IfVersion);

    /// <summary>Stop it. Instants that fall due meanwhile are recorded as skipped.</summary>
    /// <param name="Id">Which schedule.</param>
    /// <param name="Reason">Why, in words.</param>
    /// <param name="By">Who.</param>
    public sealed record Pause(ScheduleId Id, string? Reason, string? By) : ScheduleCommand(Id, null);

    /// <summary>Let it go on.</summary>
    public sealed record Resume(ScheduleId Id) : ScheduleCommand(Id, null);

    /// <summary>Make one task of it now, outside its instants. Works while it is paused.</summary>
    public sealed record Trigger(ScheduleId Id) : ScheduleCommand(Id, null);

    /// <summary>Make the tasks of instants that lie behind and have none: one portion of them, of <see cref="Domain.Schedules.Backfill.Portion"/>.</summary>
    /// <param name="Id">Which schedule.</param>
    /// <param name="From">The first instant that counts.</param>
    /// <param name="To">Instants before this one count.</param>
    public sealed record Backfill(ScheduleId Id, DateTimeOffset From, DateTimeOffset To) : ScheduleCommand(Id, null);
}

/// <summary>The answer to a <see cref="ScheduleCommand"/>.</summary>
public abstract record ScheduleReply
{
    private ScheduleReply() { }

    /// <summary>Durable, or it was like that already.</summary>
    /// <param name="Schedule">The schedule after it.</param>
    /// <param name="Cursor">How far it has come.</param>
    /// <param name="Created">Whether it was made by this command.</param>
    public sealed record Done(Schedule Schedule, ScheduleCursor Cursor, bool Created) : ScheduleReply;

    /// <summary>It is gone.</summary>
    public sealed record Deleted : ScheduleReply;

    /// <summary>A task was made of it.</summary>
    /// <param name="Task">The task's id.</param>
    public sealed record Triggered(TaskId Task) : ScheduleReply;

    /// <summary>A portion of the past is filled in.</summary>
    /// <param name="Made">The tasks that were created.</param>
    /// <param name="Held">How many wait for their turn.</param>
    /// <param name="Existing">How many had a task already, or waited already.</param>
    /// <param name="Excluded">How many a calendar excludes.</param>
    /// <param name="Next">Where the next portion begins; absent: that was all.</param>
    public sealed record Backfilled(IReadOnlyList<TaskId> Made, int Held, int Existing, int Excluded, DateTimeOffset? Next) : ScheduleReply;

    /// <summary>Nothing was done: the command asks for what cannot be.</summary>
    /// <param name="Field">The field at fault, by its name in the API.</param>
    /// <param name="Why">What is wrong with it; continues the field's name.</param>
    public sealed record Invalid(string Field, string Why) : ScheduleReply;

    /// <summary>There is no such schedule.</summary>
    public sealed record NotFound : ScheduleReply;

    /// <summary>It has another version than the command asked for; nothing changed.</summary>
    /// <param name="Version">The version that it has; 0: there is none.</param>
    public sealed record OtherVersion(long Version) : ScheduleReply;

    /// <summary>Nothing was made: the store can never take it.</summary>
    /// <param name="Why">The store's words.</param>
    public sealed record Refused(string Why) : ScheduleReply;

    /// <summary>Nobody can say whether it was done; asking again is safe.</summary>
    /// <param name="Why">What went wrong.</param>
    public sealed record Unavailable(string Why) : ScheduleReply;
}
