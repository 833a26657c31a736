using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>POST /tasks/retry</c> and <c>/tasks/cancel</c>: one command for all tasks of a filter, as many as a request may take; a cursor goes on.</summary>
internal static class TaskBulk
{
    public static async Task<IResult> RetryAsync(HttpContext context, GatewayServices services)
    {
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.BulkRequest, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var faults = new FaultList();
        var filter = BulkCheck.ForRetry(body.Value!, services.Now, faults);
        return await RunAsync(context, services, body.Value!, filter, new TaskCommand.Redrive(), faults);
    }

    public static async Task<IResult> CancelAsync(HttpContext context, GatewayServices services)
    {
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.BulkRequest, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var faults = new FaultList();
        var filter = BulkCheck.ForCancel(body.Value!, services.Now, faults);
        return await RunAsync(context, services, body.Value!, filter, new TaskCommand.Cancel(body.Value!.Reason), faults);
    }

    private static async Task<IResult> RunAsync(
        HttpContext context, GatewayServices services, BulkRequest request, TaskFilter filter, TaskCommand command, FaultList faults)
    {
        var limit = BulkCheck.LimitOf(request, faults);
        if (faults.Any) return Problems.Invalid(faults);
        using var ended = services.EndWithNode(context);
        var walk = new BulkWalk(services, filter, request.DryRun ? null : command, request.Cursor);
        try
        {
            while (walk.Matched < limit && !walk.IsOver) await walk.NextPortionAsync(limit - walk.Matched, context.RequestAborted);
        }
        catch (FormatException)
        {
            return Problems.Invalid("cursor", "is not one that an answer ended with");
        }

        return walk is { Stopped: { } why, Done: 0 } ? Problems.Unavailable(why) : Results.Json(walk.Reply(), WireJson.Default.BulkReply);
    }
}
