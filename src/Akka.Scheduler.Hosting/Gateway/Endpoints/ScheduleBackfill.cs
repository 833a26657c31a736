using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Scheduling;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>POST /schedules/{id}/backfill</c>: portion after portion, each durable by itself, so that asking again goes on where it ended.</summary>
internal static class ScheduleBackfill
{
    public static async Task<IResult> HandleAsync(HttpContext context, GatewayServices services, string id)
    {
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.BackfillRequest, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var made = new List<string>();
        var (waiting, existing, excluded) = (0, 0, 0);
        DateTimeOffset? from = EngineClock.Truncate(body.Value!.From);
        var to = EngineClock.Truncate(body.Value.To);
        while (from is { } next)
        {
            var command = new ScheduleCommand.Backfill(new(id), next, to);
            var reply = await services.Schedules.ApplyAsync(command, context.RequestAborted);
            if (reply is not ScheduleReply.Backfilled filled) return ScheduleWrites.Answer(reply, command);
            made.AddRange(filled.Made.Select(task => task.Value));
            (waiting, existing, excluded) = (waiting + filled.Held, existing + filled.Existing, excluded + filled.Excluded);
            from = filled.Next < to ? filled.Next : null;
        }

        var answer = new BackfillReply { Created = made.Count, Waiting = waiting, Existing = existing, Excluded = excluded, TaskIds = made };
        return Results.Json(answer, WireJson.Default.BackfillReply);
    }
}
