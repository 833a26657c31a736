using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>The calendars of the cluster, as committed, and what is on its way about them.</summary>
/// <remarks>
/// A calendar is changed by one hand at a time: while a change is under way, another one waits for nothing and is told to come again. One whose end is
/// under way is not there any more for a schedule that wants to heed it, and one that a schedule on its way heeds is in use.
/// </remarks>
internal sealed class CalendarBook
{
    private readonly Dictionary<CalendarId, ExclusionCalendar> _calendars = [];
    private readonly Dictionary<CalendarId, CalendarStep> _underWay = [];
    private readonly Dictionary<CalendarNames, Exclusions> _ready = [];

    /// <summary>A calendar from the store.</summary>
    public void Adopt(ExclusionCalendar calendar) => _calendars[calendar.Id] = calendar;

    /// <summary>What a schedule's calendars exclude.</summary>
    public Exclusions Of(CalendarNames names)
    {
        if (names.Count == 0) return Exclusions.None;
        if (_ready.TryGetValue(names, out var ready)) return ready;
        return _ready[names] = Exclusions.Of(names.Where(_calendars.ContainsKey).Select(name => _calendars[name]));
    }

    /// <summary>The first of some names that stands for no calendar; null if all do.</summary>
    public CalendarId? Missing(CalendarNames names)
    {
        foreach (var name in names)
        {
            if (!_calendars.ContainsKey(name) || _underWay.GetValueOrDefault(name) is { Calendar: null }) return name;
        }

        return null;
    }

    /// <summary>The step of a command, or the answer where there is nothing to do.</summary>
    /// <param name="command">The command.</param>
    /// <param name="replyTo">Who waits.</param>
    /// <param name="users">The schedules that heed a calendar, or are about to.</param>
    public (CalendarStep? Step, CalendarReply? Answer) Decide(
        CalendarCommand command, ActorRef<CalendarReply> replyTo, Func<CalendarId, IReadOnlyList<ScheduleId>> users)
    {
        if (_underWay.ContainsKey(command.Id)) return (null, new CalendarReply.Unavailable("another change of the calendar is under way"));
        var current = _calendars.GetValueOrDefault(command.Id);
        if (command is CalendarCommand.Put same && current is not null && current.SaysTheSame(same.Wanted)) return (null, new CalendarReply.Done(current, Created: false));
        if (command.IfVersion is { } wanted && wanted != (current?.Version ?? 0)) return (null, new CalendarReply.OtherVersion(current?.Version ?? 0));
        if (command is CalendarCommand.Put put)
        {
            var next = put.Wanted with { Version = (current?.Version ?? 0) + 1 };
            return (Under(new(next.Id, next, replyTo, new CalendarReply.Done(next, current is null))), null);
        }

        if (current is null) return (null, new CalendarReply.NotFound());
        return users(command.Id) is { Count: > 0 } by
            ? (null, new CalendarReply.InUse([.. by.Take(5)], by.Count))
            : (Under(new(command.Id, null, replyTo, new CalendarReply.Deleted())), null);
    }

    /// <summary>A step is durable, or was dropped (<paramref name="durable"/> is false).</summary>
    public void Settled(CalendarStep step, bool durable)
    {
        _underWay.Remove(step.Id);
        if (!durable) return;
        if (step.Calendar is { } calendar) _calendars[step.Id] = calendar;
        else _calendars.Remove(step.Id);
        _ready.Clear();
    }

    private CalendarStep Under(CalendarStep step) => _underWay[step.Id] = step;
}
