using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Commands on one task: cancel, run again, change.</summary>
internal static class TaskCommands
{
    public static async Task<IResult> CancelAsync(HttpContext context, GatewayServices services, string id)
    {
        var body = await RequestBody.ReadOrDefaultAsync(context.Request, WireJson.Default.ReasonRequest, new(), context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var faults = new FaultList();
        TextRules.Storable(body.Value!.Reason, "reason", faults);
        if (body.Value.Reason?.Length > 500) faults.Add("reason", "must be at most 500 characters long");
        return faults.Any ? Problems.Invalid(faults) : await ApplyAsync(context, services, id, new TaskCommand.Cancel(body.Value.Reason));
    }

    public static Task<IResult> RetryAsync(HttpContext context, GatewayServices services, string id) =>
        ApplyAsync(context, services, id, new TaskCommand.Redrive());

    public static async Task<IResult> ChangeAsync(HttpContext context, GatewayServices services, string id)
    {
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.TaskPatch, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var faults = new FaultList();
        var patch = services.TaskCheck.Check(body.Value!, faults);
        return faults.Any ? Problems.Invalid(faults) : await ApplyAsync(context, services, id, new TaskCommand.Change(patch));
    }

    private static async Task<IResult> ApplyAsync(HttpContext context, GatewayServices services, string id, TaskCommand command)
    {
        var task = new TaskId(id);
        var reply = await services.Tasks.ApplyAsync(task, command, context.RequestAborted);
        if (reply is CommandReply.Done cancelled && command is TaskCommand.Cancel { Why: var why }) await TaskParts.CancelAsync(cancelled.Task, why, services, context.RequestAborted);
        return reply switch
        {
            CommandReply.Done done => Results.Json(TaskViews.Of(done.Task, services.Now, services.ShardOf(task)), WireJson.Default.TaskView),
            CommandReply.NotFound => Problems.NotFound($"task '{id}'"),
            CommandReply.Conflict conflict => Problems.Conflict("state", $"The task was left as it is: {conflict.Why}."),
            CommandReply.KeyTaken taken => Problems.KeyTaken(taken.Key, taken.Holder),
            CommandReply.Unavailable unavailable => Problems.Unavailable(unavailable.Why),
            var other => throw new InvalidOperationException($"unknown reply {other.GetType().Name}"),
        };
    }
}
