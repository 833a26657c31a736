using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>POST /schedules/apply</c>: makes a set of schedules so as the request says, and says of each what it took.</summary>
/// <remarks>
/// Each schedule stands or falls by itself. What is like that already is not sent on; the others go to the scheduler side by side, and it commits what has
/// gathered in batches. Each change is made to the very version that its difference was taken from. So asking again does the rest, and only that.
/// </remarks>
internal sealed class ScheduleApply
{
    private const int Most = 10_000;
    private const int AtOnce = 1_000;
    private const int FewEnough = 20;
    private readonly GatewayServices _services;
    private readonly HttpContext _context;
    private readonly ApplyRequest _request;
    private readonly CalendarShelf _calendars;
    private readonly StoredSchedules _stored;

    private ScheduleApply(HttpContext context, GatewayServices services, ApplyRequest request)
    {
        (_context, _services, _request) = (context, services, request);
        _calendars = new(services.Store.Schedules);
        _stored = new(services.Store.Schedules);
    }

    private bool IsDry => _request.DryRun == true;

    public static async Task<IResult> HandleAsync(HttpContext context, GatewayServices services)
    {
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.ApplyRequest, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var request = body.Value!;
        if (request.Schedules.Count > Most) return Problems.Invalid("schedules", $"may hold at most {Most} schedules, and holds {request.Schedules.Count}; send them in parts");
        if (request.Prune == true && request.Labels is not { Count: > 0 })
            return Problems.Invalid("labels", "must name at least one label to prune by: only schedules whose tasks have it are deleted");
        return await new ScheduleApply(context, services, request).RunAsync();
    }

    private async Task<IResult> RunAsync()
    {
        var wanted = await WantedAsync();
        await _stored.ReadAsync(wanted.Count > FewEnough || _request.Prune == true ? null : wanted.Select(one => one.Schedule?.Id.Value), _context.RequestAborted);
        var items = new List<ApplyItem>(wanted.Count);
        foreach (var portion in wanted.Chunk(AtOnce)) items.AddRange(await Task.WhenAll(portion.Select(ApplyAsync)));
        if (_request.Prune == true)
        {
            foreach (var portion in Superfluous(wanted).Chunk(AtOnce)) items.AddRange(await Task.WhenAll(portion.Select(DeleteAsync)));
        }

        if (items.Count > 0 && items.All(item => item.Error?.Status == 503)) return Problems.Unavailable(items[0].Error!.Detail ?? "");
        var counts = items.CountBy(item => item.Outcome).ToDictionary();
        var reply = new ApplyReply
        {
            DryRun = IsDry,
            Created = counts.GetValueOrDefault("created"),
            Changed = counts.GetValueOrDefault("changed"),
            Unchanged = counts.GetValueOrDefault("unchanged"),
            Refused = counts.GetValueOrDefault("refused"),
            Deleted = counts.GetValueOrDefault("deleted"),
            Items = items,
        };
        return Results.Json(reply, WireJson.Default.ApplyReply);
    }

    private async Task<List<WantedSchedule>> WantedAsync()
    {
        var wanted = new List<WantedSchedule>(_request.Schedules.Count);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _request.Schedules.Count; i++)
        {
            var faults = new FaultList();
            var request = _request.Schedules[i];
            var schedule = _services.ScheduleCheck.Check(request, null, faults.Below($"schedules[{i}]"));
            if (request.Id is { } id && !seen.TryAdd(id, i)) faults.Add($"schedules[{i}].id", $"is '{id}', as that of schedules[{seen[id]}]");
            if (schedule is not null && await _calendars.MissingAsync(schedule.Calendars, _context.RequestAborted) is { } missing)
                faults.Add($"schedules[{i}].calendars", $"names '{missing}', and there is no such calendar");
            if (schedule?.Pause is { } pause) schedule = schedule with { Pause = pause with { By = AskerName.Of(_context) } };
            wanted.Add(new(request.Id, faults.Any ? null : schedule, KeepPause: request.Enabled is null, faults));
        }

        return wanted;
    }

    private async Task<ApplyItem> ApplyAsync(WantedSchedule wanted)
    {
        if (wanted.Schedule is not { } schedule) return Refused(wanted.Id, Problem(wanted.Faults));
        for (var tries = 0; ; tries++)
        {
            var current = _stored.Find(schedule.Id);
            var item = StoredSchedules.Compare(current, schedule, wanted.KeepPause);
            if (IsDry || item.Outcome == "unchanged") return item;
            var reply = await _services.Schedules.ApplyAsync(new ScheduleCommand.Put(schedule, current?.Version ?? 0, wanted.KeepPause), _context.RequestAborted);
            switch (reply)
            {
                case ScheduleReply.Done done: return item with { Version = done.Schedule.Version };
                case ScheduleReply.OtherVersion when tries < 3: await _stored.ReadAgainAsync(schedule.Id, _context.RequestAborted); break;
                default: return Refused(wanted.Id, ProblemOf(reply));
            }
        }
    }

    private IEnumerable<Schedule> Superfluous(List<WantedSchedule> wanted)
    {
        // A schedule that was refused is still meant to be there.
        var kept = wanted.Select(one => one.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return _stored.All.Where(schedule => !kept.Contains(schedule.Id.Value)
            && _request.Labels!.All(label => schedule.Task.Labels.TryGetValue(label.Key, out var value) && value == label.Value));
    }

    private async Task<ApplyItem> DeleteAsync(Schedule schedule)
    {
        var gone = new ApplyItem { Id = schedule.Id.Value, Outcome = "deleted" };
        if (IsDry) return gone;
        var reply = await _services.Schedules.ApplyAsync(new ScheduleCommand.Delete(schedule.Id, schedule.Version), _context.RequestAborted);
        return reply is ScheduleReply.Deleted or ScheduleReply.NotFound ? gone : Refused(schedule.Id.Value, ProblemOf(reply));
    }

    private static ApplyItem Refused(string? id, ProblemView error) => new() { Id = id, Outcome = "refused", Error = error };

    private static ProblemView Problem(FaultList faults) =>
        Problems.View(Problems.StatusOf(faults.Faults), faults.Faults[0].Code!, string.Join("; ", faults.Faults.Select(fault => fault.Detail)), faults.Faults[0].Field, faults.Faults);

    private static ProblemView ProblemOf(ScheduleReply reply) => reply switch
    {
        ScheduleReply.Invalid invalid => Problems.View(400, "invalid", $"{invalid.Field} {invalid.Why}", invalid.Field),
        ScheduleReply.OtherVersion other => Problems.View(412, "staleVersion", $"Somebody else changes it all the time; it has version {other.Version} by now."),
        ScheduleReply.Refused refused => Problems.View(400, "refused", $"The store cannot take this schedule: {refused.Why}"),
        ScheduleReply.Unavailable unavailable => Problems.View(503, "unavailable", $"Nobody can say whether it was done: {unavailable.Why}. Asking again is safe."),
        _ => throw new InvalidOperationException($"unknown reply {reply.GetType().Name}"),
    };

    private sealed record WantedSchedule(string? Id, Schedule? Schedule, bool KeepPause, FaultList Faults);
}
