using System.Globalization;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Reads of schedules: one, all, what comes next.</summary>
internal static class ScheduleReads
{
    private const int MostInstants = 1_000;
    private const int UsualInstants = 10;

    public static async Task<IResult> GetAsync(HttpContext context, GatewayServices services, string id)
    {
        if (await services.Store.Schedules.GetAsync(id, context.RequestAborted) is not { } row) return Problems.NotFound($"schedule '{id}'");
        return ScheduleWrites.View(context, ScheduleJson.ReadSchedule(row.Definition), ScheduleJson.ReadCursor(row.Cursor), 200);
    }

    public static async Task<IResult> ListAsync(HttpContext context, GatewayServices services)
    {
        var faults = new FaultList();
        var limit = TaskReads.LimitOf(context.Request.Query, faults);
        var after = context.Request.Query["cursor"].ToString();
        TextRules.Storable(after, "cursor", faults);
        if (faults.Any) return Problems.Invalid(faults);
        var rows = await services.Store.Schedules.LoadAsync(after, limit, context.RequestAborted);
        ScheduleView[] items = [.. rows.Select(row => ScheduleViews.Of(ScheduleJson.ReadSchedule(row.Definition), ScheduleJson.ReadCursor(row.Cursor)))];
        return Results.Json(
            new Page<ScheduleView> { Items = items, NextCursor = rows.Count == limit ? rows[^1].Id : null }, WireJson.Default.PageScheduleView);
    }

    public static async Task<IResult> NextAsync(HttpContext context, GatewayServices services, string id)
    {
        var faults = new FaultList();
        var count = UsualInstants;
        if (context.Request.Query.TryGetValue("count", out var text)) count = CountOf(text, faults);
        var from = services.Now;
        if (context.Request.Query.TryGetValue("from", out var start) && !WireInstant.TryParse(start, out from, out var error)) faults.Add("from", error);
        if (faults.Any) return Problems.Invalid(faults);
        if (await services.Store.Schedules.GetAsync(id, context.RequestAborted) is not { } row) return Problems.NotFound($"schedule '{id}'");
        return Instants(ScheduleClock.Upcoming(ScheduleJson.ReadSchedule(row.Definition), from, count));
    }

    public static async Task<IResult> PreviewAsync(HttpContext context, GatewayServices services)
    {
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.PreviewRequest, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var asked = body.Value!;
        var faults = new FaultList();
        var count = asked.Count ?? UsualInstants;
        if (count is < 1 or > MostInstants) faults.Add("count", $"must be from 1 to {MostInstants}");
        var id = new ScheduleId("preview");
        var trigger = TriggerCheck.Cron(asked.Cron, asked.TimeZone, asked.DayRule, id, faults);
        if (trigger is null || faults.Any) return Problems.Invalid(faults);
        var from = asked.From ?? services.Now;
        var schedule = new Schedule { Id = id, Trigger = trigger, CreatedAt = from, Task = new() { Executor = "noop" } };
        return Instants(ScheduleClock.Upcoming(schedule, from, count));
    }

    public static async Task<IResult> HistoryAsync(HttpContext context, GatewayServices services, string id)
    {
        var faults = new FaultList();
        var limit = TaskReads.LimitOf(context.Request.Query, faults);
        var before = DateTimeOffset.MaxValue;
        if (context.Request.Query.TryGetValue("before", out var text) && !WireInstant.TryParse(text, out before, out var error)) faults.Add("before", error);
        if (faults.Any) return Problems.Invalid(faults);
        var rows = await services.Store.Schedules.OccurrencesAsync(id, before, limit, context.RequestAborted);
        OccurrenceView[] items = [.. rows.Select(row => new OccurrenceView
        {
            At = row.Nominal,
            Through = row.LastNominal == row.Nominal ? null : row.LastNominal,
            Count = row.Count,
            Version = row.Version,
            Outcome = row.Outcome,
            Reason = row.Reason,
            TaskId = row.Task?.Value,
            DecidedAt = row.At,
        })];
        return Results.Json(new Page<OccurrenceView> { Items = items }, WireJson.Default.PageOccurrenceView);
    }

    private static IResult Instants(IEnumerable<DateTimeOffset> instants) =>
        Results.Json(new NextInstants { Items = [.. instants] }, WireJson.Default.NextInstants);

    private static int CountOf(string? text, FaultList faults)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostInstants) return count;
        faults.Add("count", $"must be a number from 1 to {MostInstants}");
        return UsualInstants;
    }
}
