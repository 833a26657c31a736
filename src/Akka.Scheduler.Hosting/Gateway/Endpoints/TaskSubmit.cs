using System.Diagnostics;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>POST /tasks</c>: creates one task; answered only when it is durable.</summary>
internal static class TaskSubmit
{
    public static async Task<IResult> HandleAsync(HttpContext context, GatewayServices services)
    {
        var cancel = context.RequestAborted;
        var (key, refused) = IdempotencyKey.Of(context.Request);
        if (refused is not null) return refused;
        if (!WaitQuery.TryRead(context.Request, out var wait, out var badWait)) return badWait!;
        if (key is not null) context.Request.EnableBuffering();
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.SubmitTaskRequest, cancel);
        if (body.Problem is not null) return body.Problem;

        var faults = new FaultList();
        var madeId = key?.IdOf(0) ?? services.NewTaskId();
        var task = services.TaskCheck.Check(body.Value!, madeId, key is not null, TraceParent(context.Request), faults);
        if (!faults.Any && task.Spec.Dependencies is not null) (await KnownParents.AskAsync(services.Store, [task], cancel)).Check(task, faults);
        var followers = Continuations.Of(body.Value!, task, services.TaskCheck, faults);
        if (faults.Any) return Problems.Invalid(faults);

        // A key is spent on a good request only: a bad one may be mended and sent again under the same key.
        if (key is not null && await key.ClaimAsync(context.Request, services) == KeyClaim.Conflict) return Problems.OtherBody();
        return await SubmitAsync(context, services, [task, .. followers], wait);
    }

    // The first is what was asked for; the others follow it.
    private static async Task<IResult> SubmitAsync(HttpContext context, GatewayServices services, NewTask[] tasks, TimeSpan? wait)
    {
        var task = tasks[0];
        using var own = wait is null ? null : services.Runtime.Hub.WhenFinished(task.Spec.Id);
        var results = await services.Tasks.SubmitAsync(tasks, context.RequestAborted);
        if (results[0] is not SubmitResult.Accepted accepted) return Refusal(results[0]);
        if (IdConflict.Of(task, accepted) is { } taken) return Problems.Conflict(IdConflict.Code, taken, "id");
        // The answer may be the task that has the unique key; nothing was made to follow that one.
        var isOther = accepted.Task.Id != task.Spec.Id;
        if (!isOther && results.FirstOrDefault(result => result is not SubmitResult.Accepted) is { } missing) return Refusal(missing);
        using var others = wait is not null && isOther ? services.Runtime.Hub.WhenFinished(accepted.Task.Id) : null;
        var stands = (others ?? own) is not { } waiter
            ? accepted.Task
            : await FinishWait.AsTaskStandsAsync(services.Door, accepted.Task, waiter, wait!.Value, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/tasks/{Uri.EscapeDataString(stands.Id.Value)}";
        var view = TaskViews.Of(stands, services.Now, services.ShardOf(stands.Id));
        return Results.Json(view, WireJson.Default.TaskView, statusCode: accepted.Created ? 201 : 200);
    }

    public static IResult Refusal(SubmitResult result) => result switch
    {
        SubmitResult.Overloaded => Problems.Overloaded(),
        SubmitResult.Unavailable unavailable => Problems.Unavailable(unavailable.Why),
        SubmitResult.KeyTaken taken => Problems.KeyTaken(taken.Key, taken.Holder),
        SubmitResult.Refused refused => Problems.Of(400, "refused", $"The store cannot take this task: {refused.Why}"),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no refusal"),
    };

    public static string? TraceParent(HttpRequest request)
    {
        var given = request.Headers.TraceParent.ToString();
        return ActivityContext.TryParse(given, null, out _) ? given : null;
    }
}
