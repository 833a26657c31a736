using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>The calendars for the time of one request; read only if some schedule heeds one.</summary>
internal sealed class CalendarShelf(IScheduleStore store)
{
    private Dictionary<CalendarId, ExclusionCalendar>? _calendars;

    /// <summary>What the calendars of that name exclude together. One that is not there excludes nothing.</summary>
    public async Task<Exclusions> OfAsync(CalendarNames names, CancellationToken cancel)
    {
        if (names.Count == 0) return Exclusions.None;
        var all = await AllAsync(cancel);
        return Exclusions.Of(names.Where(all.ContainsKey).Select(name => all[name]));
    }

    /// <summary>The first name that stands for no calendar, or null.</summary>
    public async Task<CalendarId?> MissingAsync(CalendarNames names, CancellationToken cancel)
    {
        if (names.Count == 0) return null;
        var all = await AllAsync(cancel);
        foreach (var name in names)
        {
            if (!all.ContainsKey(name)) return name;
        }

        return null;
    }

    private async Task<Dictionary<CalendarId, ExclusionCalendar>> AllAsync(CancellationToken cancel) =>
        _calendars ??= (await store.CalendarsAsync(cancel)).Select(row => CalendarJson.Read(row.Definition)).ToDictionary(calendar => calendar.Id);
}
