using System.Collections.Concurrent;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Views;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>The schedules as they were when one looked, to compare others with.</summary>
internal sealed class StoredSchedules(IScheduleStore store)
{
    private const int PageSize = 1_000;
    private readonly ConcurrentDictionary<ScheduleId, Schedule> _schedules = new();

    /// <summary>All that were read.</summary>
    public IEnumerable<Schedule> All => _schedules.Values.OrderBy(schedule => schedule.Id.Value, StringComparer.Ordinal);

    /// <summary>Reads the schedules with these ids; without ids, all of them.</summary>
    public async Task ReadAsync(IEnumerable<string?>? ids, CancellationToken cancel)
    {
        if (ids is not null)
        {
            await Parallel.ForEachAsync(ids.OfType<string>(), cancel, async (id, stop) => await ReadAgainAsync(new(id), stop));
            return;
        }

        var after = "";
        IReadOnlyList<ScheduleRow> page;
        do
        {
            page = await store.LoadAsync(after, PageSize, cancel);
            foreach (var row in page) _schedules[new(row.Id)] = ScheduleJson.ReadSchedule(row.Definition);
            after = page.Count > 0 ? page[^1].Id : after;
        }
        while (page.Count == PageSize);
    }

    /// <summary>Reads one schedule anew.</summary>
    public async Task ReadAgainAsync(ScheduleId id, CancellationToken cancel)
    {
        if (await store.GetAsync(id.Value, cancel) is { } row) _schedules[id] = ScheduleJson.ReadSchedule(row.Definition);
        else _schedules.TryRemove(id, out _);
    }

    /// <summary>The schedule as it was read, if it was there.</summary>
    public Schedule? Find(ScheduleId id) => _schedules.GetValueOrDefault(id);

    /// <summary>What it takes to make a schedule of another one.</summary>
    public static ApplyItem Compare(Schedule? current, Schedule wanted, bool keepPause)
    {
        if (current is null) return new() { Id = wanted.Id.Value, Outcome = "created" };
        return ScheduleRules.Replace(current, wanted, keepPause) is { } next
            ? new() { Id = wanted.Id.Value, Outcome = "changed", Changes = DefinitionDiff.Of(current, next) }
            : new() { Id = wanted.Id.Value, Outcome = "unchanged", Version = current.Version };
    }
}
