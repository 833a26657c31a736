using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>A change to one calendar of exclusions.</summary>
/// <param name="Id">Which calendar.</param>
/// <param name="IfVersion">Only if it has this version; 0: only if there is none; absent: in any case.</param>
public abstract record CalendarCommand(CalendarId Id, long? IfVersion)
{
    /// <summary>Make it, or put another definition in its place. It counts for instants that come from then on.</summary>
    /// <param name="Wanted">The definition; its version is ignored.</param>
    /// <param name="IfVersion">Only if it has this version; 0: only if there is none; absent: in any case.</param>
    public sealed record Put(ExclusionCalendar Wanted, long? IfVersion) : CalendarCommand(Wanted.Id, IfVersion);

    /// <summary>Delete it, if no schedule heeds it.</summary>
    public sealed record Delete(CalendarId Id, long? IfVersion) : CalendarCommand(Id, IfVersion);
}

/// <summary>The answer to a <see cref="CalendarCommand"/>.</summary>
public abstract record CalendarReply
{
    private CalendarReply() { }

    /// <summary>Durable, or it was like that already.</summary>
    /// <param name="Calendar">The calendar after it.</param>
    /// <param name="Created">Whether it was made by this command.</param>
    public sealed record Done(ExclusionCalendar Calendar, bool Created) : CalendarReply;

    /// <summary>It is gone.</summary>
    public sealed record Deleted : CalendarReply;

    /// <summary>There is no such calendar.</summary>
    public sealed record NotFound : CalendarReply;

    /// <summary>It has another version than the command asked for; nothing changed.</summary>
    /// <param name="Version">The version that it has; 0: there is none.</param>
    public sealed record OtherVersion(long Version) : CalendarReply;

    /// <summary>It stays: schedules heed it.</summary>
    /// <param name="By">Some of them.</param>
    /// <param name="Count">How many there are.</param>
    public sealed record InUse(IReadOnlyList<ScheduleId> By, int Count) : CalendarReply;

    /// <summary>Nothing was made: the store can never take it.</summary>
    /// <param name="Why">The store's words.</param>
    public sealed record Refused(string Why) : CalendarReply;

    /// <summary>Nobody can say whether it was done; asking again is safe.</summary>
    /// <param name="Why">What went wrong.</param>
    public sealed record Unavailable(string Why) : CalendarReply;
}
