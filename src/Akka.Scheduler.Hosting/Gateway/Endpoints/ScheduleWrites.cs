using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Commands on schedules.</summary>
internal static class ScheduleWrites
{
    // Each time it is done again, somebody else's change has come through.
    private const int MostMerges = 100;

    public static async Task<IResult> PutAsync(HttpContext context, GatewayServices services, string? id)
    {
        if (!IfVersion.TryRead(context.Request, out var version, out var badVersion)) return badVersion!;
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.ScheduleRequest, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        return await ReplaceAsync(context, services, body.Value!, id, version);
    }

    public static async Task<IResult> ChangeAsync(HttpContext context, GatewayServices services, string id)
    {
        if (!IfVersion.TryRead(context.Request, out var version, out var badVersion)) return badVersion!;
        var (change, problem) = await SchedulePatching.ReadAsync(context.Request, context.RequestAborted);
        if (problem is not null) return problem;

        // Read, merge and write are one change only if nobody wrote in between. Who named no version is not told of it: it is done again.
        for (var left = MostMerges; ; left--)
        {
            if (await services.Store.Schedules.GetAsync(id, context.RequestAborted) is not { } row) return Problems.NotFound($"schedule '{id}'");
            var (current, cursor) = (ScheduleJson.ReadSchedule(row.Definition), ScheduleJson.ReadCursor(row.Cursor));
            var merged = SchedulePatching.Merge(ScheduleViews.Of(current, cursor, Exclusions.None), change);
            var faults = new FaultList();
            if (Wanted(context, services, merged, id, version ?? current.Version, faults) is not { } command) return Problems.Invalid(faults);
            var reply = await services.Schedules.ApplyAsync(command, context.RequestAborted);
            if (reply is not ScheduleReply.OtherVersion { Version: > 0 } || version is not null || left == 0) return await AnswerAsync(context, services, command, reply);
        }
    }

    public static async Task<IResult> DeleteAsync(HttpContext context, GatewayServices services, string id) =>
        IfVersion.TryRead(context.Request, out var version, out var badVersion)
            ? await ApplyAsync(context, services, new ScheduleCommand.Delete(new(id), version))
            : badVersion!;

    public static async Task<IResult> PauseAsync(HttpContext context, GatewayServices services, string id)
    {
        var body = await RequestBody.ReadOrDefaultAsync(context.Request, WireJson.Default.ReasonRequest, new(), context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var faults = new FaultList();
        TextRules.Storable(body.Value!.Reason, "reason", faults);
        if (body.Value.Reason?.Length > 500) faults.Add("reason", "must be at most 500 characters long");
        return faults.Any
            ? Problems.Invalid(faults)
            : await ApplyAsync(context, services, new ScheduleCommand.Pause(new(id), body.Value.Reason, AskerName.Of(context)));
    }

    public static Task<IResult> ResumeAsync(HttpContext context, GatewayServices services, string id) =>
        ApplyAsync(context, services, new ScheduleCommand.Resume(new(id)));

    public static Task<IResult> TriggerAsync(HttpContext context, GatewayServices services, string id) =>
        ApplyAsync(context, services, new ScheduleCommand.Trigger(new(id)));

    private static async Task<IResult> ReplaceAsync(HttpContext context, GatewayServices services, ScheduleRequest request, string? id, long? version)
    {
        var faults = new FaultList();
        return Wanted(context, services, request, id, version, faults) is { } command ? await ApplyAsync(context, services, command) : Problems.Invalid(faults);
    }

    private static ScheduleCommand.Put? Wanted(HttpContext context, GatewayServices services, ScheduleRequest request, string? id, long? version, FaultList faults)
    {
        var schedule = services.ScheduleCheck.Check(request, id, faults);
        if (faults.Any || schedule is null) return null;
        if (schedule.Pause is { } pause) schedule = schedule with { Pause = pause with { By = AskerName.Of(context) } };
        return new(schedule, version, KeepPause: request.Enabled is null);
    }

    private static async Task<IResult> ApplyAsync(HttpContext context, GatewayServices services, ScheduleCommand command) =>
        await AnswerAsync(context, services, command, await services.Schedules.ApplyAsync(command, context.RequestAborted));

    private static async Task<IResult> AnswerAsync(HttpContext context, GatewayServices services, ScheduleCommand command, ScheduleReply reply)
    {
        switch (reply)
        {
            case ScheduleReply.Done done:
                return await ViewAsync(context, services, done.Schedule, done.Cursor, done.Created ? 201 : 200);
            case ScheduleReply.Triggered triggered:
                var task = await services.Store.Tasks.GetAsync(triggered.Task, services.ShardOf(triggered.Task), context.RequestAborted);
                return task is null
                    ? Problems.Unavailable("the task was emitted and cannot be read yet")
                    : Results.Json(TaskViews.Of(task, services.Now, services.ShardOf(task.Id)), WireJson.Default.TaskView, statusCode: 201);
            default:
                return Answer(reply, command);
        }
    }

    /// <summary>What is said where there is no schedule or task to show.</summary>
    public static IResult Answer(ScheduleReply reply, ScheduleCommand command)
    {
        switch (reply)
        {
            case ScheduleReply.Deleted:
                return Results.NoContent();
            case ScheduleReply.Invalid invalid:
                return Problems.Invalid(invalid.Field, invalid.Why);
            case ScheduleReply.NotFound:
                return Problems.NotFound($"schedule '{command.Id.Value}'");
            case ScheduleReply.OtherVersion other:
                return Problems.StaleVersion(other.Version);
            case ScheduleReply.Refused refused:
                return Problems.Of(400, "refused", $"The store cannot take this schedule: {refused.Why}");
            case ScheduleReply.Unavailable unavailable:
                return Problems.Unavailable(unavailable.Why);
            default:
                throw new InvalidOperationException($"unknown reply {reply.GetType().Name}");
        }
    }

    public static async Task<IResult> ViewAsync(HttpContext context, GatewayServices services, Schedule schedule, ScheduleCursor cursor, int status)
    {
        var exclusions = await new CalendarShelf(services.Store.Schedules).OfAsync(schedule.Calendars, context.RequestAborted);
        context.Response.Headers.ETag = $"\"{schedule.Version}\"";
        if (status == 201) context.Response.Headers.Location = $"/api/v1/schedules/{Uri.EscapeDataString(schedule.Id.Value)}";
        return Results.Json(ScheduleViews.Of(schedule, cursor, exclusions), WireJson.Default.ScheduleView, statusCode: status);
    }
}
