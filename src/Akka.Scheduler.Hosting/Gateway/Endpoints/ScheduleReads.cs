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
        return await ScheduleWrites.ViewAsync(context, services, ScheduleJson.ReadSchedule(row.Definition), ScheduleJson.ReadCursor(row.Cursor), 200);
    }

    public static async Task<IResult> ListAsync(HttpContext context, GatewayServices services)
    {
        var faults = new FaultList();
        var limit = TaskReads.LimitOf(context.Request.Query, faults);
        var after = context.Request.Query["cursor"].ToString();
        TextRules.Storable(after, "cursor", faults);
        if (faults.Any) return Problems.Invalid(faults);
        var rows = await services.Store.Schedules.LoadAsync(after, limit, context.RequestAborted);
        var shelf = new CalendarShelf(services.Store.Schedules);
        var items = new List<ScheduleView>(rows.Count);
        foreach (var row in rows)
        {
            var schedule = ScheduleJson.ReadSchedule(row.Definition);
            items.Add(ScheduleViews.Of(schedule, ScheduleJson.ReadCursor(row.Cursor), await shelf.OfAsync(schedule.Calendars, context.RequestAborted)));
        }

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
        return await InstantsAsync(context, services, ScheduleJson.ReadSchedule(row.Definition), from, count);
    }

    public static async Task<IResult> PreviewAsync(HttpContext context, GatewayServices services)
    {
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.PreviewRequest, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var asked = body.Value!;
        var faults = new FaultList();
        var count = asked.Count ?? UsualInstants;
        if (count is < 1 or > MostInstants) faults.Add("count", $"must be from 1 to {MostInstants}");
        var request = new ScheduleRequest
        {
            Id = "preview",
            Cron = asked.Cron,
            Every = asked.Every,
            Phase = asked.Phase,
            TimeZone = asked.TimeZone,
            DayRule = asked.DayRule,
            Calendars = asked.Calendars,
            StartAt = asked.Every is not null && asked.Phase is null ? asked.From : null,
            Task = new() { Executor = "noop" },
        };
        var schedule = services.ScheduleCheck.Check(request, null, faults);
        if (schedule is null || faults.Any) return Problems.Invalid(faults);
        var missing = await new CalendarShelf(services.Store.Schedules).MissingAsync(schedule.Calendars, context.RequestAborted);
        if (missing is not null) return Problems.Invalid("calendars", $"names '{missing}', and there is no such calendar");
        return await InstantsAsync(context, services, schedule, asked.From ?? services.Now, count);
    }

    private static async Task<IResult> InstantsAsync(HttpContext context, GatewayServices services, Schedule schedule, DateTimeOffset from, int count)
    {
        var exclusions = await new CalendarShelf(services.Store.Schedules).OfAsync(schedule.Calendars, context.RequestAborted);
        var instants = ScheduleClock.Upcoming(schedule, from, count, exclusions);
        var zone = schedule.Trigger is Trigger.Cron cron ? cron.Zone : TimeZoneInfo.Utc;
        var details = instants.Select(at => new NextInstant
        {
            At = at,
            Local = TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFzzz", CultureInfo.InvariantCulture),
            DueAt = ScheduleClock.DueAt(schedule, at),
        });
        return Results.Json(new NextInstants { Items = instants, Details = [.. details] }, WireJson.Default.NextInstants);
    }

    private static int CountOf(string? text, FaultList faults)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostInstants) return count;
        faults.Add("count", $"must be a number from 1 to {MostInstants}");
        return UsualInstants;
    }
}
