using System.Globalization;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>GET /schedules/{id}/runs</c>: what became of each instant, newest first, those that wait among them; of a deleted schedule too.</summary>
internal static class ScheduleRuns
{
    public static async Task<IResult> ListAsync(HttpContext context, GatewayServices services, string id)
    {
        var (faults, cancel) = (new FaultList(), context.RequestAborted);
        var limit = TaskReads.LimitOf(context.Request.Query, faults);
        var before = PlaceOf(context.Request.Query, faults);
        if (faults.Any) return Problems.Invalid(faults);
        if (await ReadAsync(services.Store, services.Now, id, before, limit, cancel) is not { } items) return Problems.NotFound($"schedule '{id}'");
        return Results.Json(
            new Page<OccurrenceView> { Items = [.. items.Select(item => item.View)], NextCursor = items.Count == limit ? Text(items[^1].Place) : null },
            WireJson.Default.PageOccurrenceView);
    }

    /// <summary>What became of a schedule's instants before a place, newest first, those that wait among them; <see langword="null"/> when there never was such a schedule.</summary>
    public static async Task<IReadOnlyList<(OccurrencePlace Place, OccurrenceView View)>?> ReadAsync(
        StorePorts store, DateTimeOffset now, string id, OccurrencePlace before, int limit, CancellationToken cancel)
    {
        var row = await store.Schedules.GetAsync(id, cancel);
        var records = await store.Schedules.OccurrencesAsync(id, before, limit, cancel);
        if (row is null && records.Count == 0) return null;

        var waiting = row is null ? [] : ScheduleJson.ReadCursor(row.Cursor).Held;
        var standing = await StandingAsync(store, records, cancel);
        return [.. records.Select(record => (Place: new OccurrencePlace(record.Nominal, record.Kind), View: Of(record, record.Task is { } task ? standing.GetValueOrDefault(task) : null, now)))
            .Concat(waiting.Where(held => IsBefore(held, before)).Select(held => (Place: new OccurrencePlace(held.Nominal, held.Kind), View: Of(held))))
            .OrderByDescending(item => item.Place.Nominal).ThenByDescending(item => item.Place.Kind).Take(limit)];
    }

    private static async Task<Dictionary<TaskId, TaskStanding>> StandingAsync(StorePorts store, IReadOnlyList<OccurrenceRow> records, CancellationToken cancel)
    {
        TaskId[] tasks = [.. records.Select(record => record.Task).OfType<TaskId>()];
        var found = tasks.Length == 0 ? [] : await store.Schedules.StandingAsync(tasks, cancel);
        return found.GroupBy(task => task.Task).ToDictionary(same => same.Key, same => same.First());
    }

    // A task that was not to be had because of its unique key is there only to say so: the instant has none that runs.
    private static OccurrenceView Of(OccurrenceRow record, TaskStanding? task, DateTimeOffset now) => new()
    {
        At = record.Nominal,
        Through = record.LastNominal == record.Nominal ? null : record.LastNominal,
        Count = record.Count,
        Version = record.Version,
        Kind = WordOf(record.Kind),
        Outcome = task?.Duplicate is null ? record.Outcome : "skipped",
        Reason = task?.Duplicate is { } why ? $"{TaskReason.Duplicate}: {why}" : record.Reason,
        TaskId = record.Task?.Value,
        TaskStatus = task is null ? null : TaskStatusText.Of(task.State, task.NextStartAt, now),
        DecidedAt = record.At,
    };

    private static OccurrenceView Of(HeldInstant held) => new()
    {
        At = held.Nominal,
        Version = held.Version,
        Kind = WordOf(held.Kind),
        Outcome = "waiting",
        Reason = SkipReasonText.Of(SkipReason.Overlap),
    };

    private static string WordOf(OccurrenceKind kind) => kind switch
    {
        OccurrenceKind.Due => "due",
        OccurrenceKind.Backfill => "backfill",
        OccurrenceKind.Trigger => "trigger",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };

    private static bool IsBefore(HeldInstant held, OccurrencePlace before) => (held.Nominal, held.Kind).CompareTo((before.Nominal, before.Kind)) < 0;

    private static OccurrencePlace PlaceOf(IQueryCollection query, FaultList faults)
    {
        if (query.TryGetValue("before", out var text))
        {
            if (WireInstant.TryParse(text, out var before, out var error)) return OccurrencePlace.Before(before);
            faults.Add("before", error);
        }

        if (!query.TryGetValue("cursor", out var cursor)) return OccurrencePlace.End;
        var parts = cursor.ToString().Split('~');
        if (parts.Length == 2 && WireInstant.TryParse(parts[0], out var nominal, out _)
            && short.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var kind) && Enum.IsDefined((OccurrenceKind)kind))
        {
            return new(nominal, (OccurrenceKind)kind);
        }

        faults.Add("cursor", "is not one that a page ended with");
        return OccurrencePlace.End;
    }

    private static string Text(OccurrencePlace place) => string.Create(CultureInfo.InvariantCulture, $"{WireInstant.Format(place.Nominal)}~{(short)place.Kind}");
}
