using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>/calendars</c>: days and stretches that schedules leave out.</summary>
internal static class CalendarResources
{
    public static async Task<IResult> PutAsync(HttpContext context, GatewayServices services, string id)
    {
        if (!IfVersion.TryRead(context.Request, out var version, out var badVersion)) return badVersion!;
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.CalendarRequest, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var faults = new FaultList();
        var calendar = CalendarCheck.Check(body.Value!, id, faults);
        return faults.Any ? Problems.Invalid(faults) : await ApplyAsync(context, services, new CalendarCommand.Put(calendar, version));
    }

    public static async Task<IResult> DeleteAsync(HttpContext context, GatewayServices services, string id) =>
        IfVersion.TryRead(context.Request, out var version, out var badVersion)
            ? await ApplyAsync(context, services, new CalendarCommand.Delete(new(id), version))
            : badVersion!;

    public static async Task<IResult> GetAsync(HttpContext context, GatewayServices services, string id)
    {
        var rows = await services.Store.Schedules.CalendarsAsync(context.RequestAborted);
        return rows.FirstOrDefault(row => row.Id == id) is { } found
            ? View(context, CalendarJson.Read(found.Definition), 200)
            : Problems.NotFound($"calendar '{id}'");
    }

    public static async Task<IResult> ListAsync(HttpContext context, GatewayServices services)
    {
        var rows = await services.Store.Schedules.CalendarsAsync(context.RequestAborted);
        CalendarView[] items = [.. rows.Select(row => CalendarCheck.View(CalendarJson.Read(row.Definition)))];
        return Results.Json(new Page<CalendarView> { Items = items }, WireJson.Default.PageCalendarView);
    }

    private static async Task<IResult> ApplyAsync(HttpContext context, GatewayServices services, CalendarCommand command)
    {
        var reply = await services.Schedules.ApplyAsync(command, context.RequestAborted);
        return reply switch
        {
            CalendarReply.Done done => View(context, done.Calendar, done.Created ? 201 : 200),
            CalendarReply.Deleted => Results.NoContent(),
            CalendarReply.NotFound => Problems.NotFound($"calendar '{command.Id}'"),
            CalendarReply.OtherVersion other => Problems.StaleVersion(other.Version, "calendar"),
            CalendarReply.InUse used => Problems.Conflict(
                "calendarInUse",
                $"{used.Count} {(used.Count == 1 ? "schedule heeds" : "schedules heed")} the calendar, {string.Join(", ", used.By)}{(used.Count > used.By.Count ? " among them" : "")}; "
                    + "take it out of their 'calendars' first."),
            CalendarReply.Refused refused => Problems.Of(400, "refused", $"The store cannot take this calendar: {refused.Why}"),
            CalendarReply.Unavailable unavailable => Problems.Unavailable(unavailable.Why),
            _ => throw new InvalidOperationException($"unknown reply {reply.GetType().Name}"),
        };
    }

    private static IResult View(HttpContext context, ExclusionCalendar calendar, int status)
    {
        context.Response.Headers.ETag = $"\"{calendar.Version}\"";
        if (status == 201) context.Response.Headers.Location = $"/api/v1/calendars/{Uri.EscapeDataString(calendar.Id.Value)}";
        return Results.Json(CalendarCheck.View(calendar), WireJson.Default.CalendarView, statusCode: status);
    }
}
