using System.Diagnostics;
using System.Text.Json;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
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
        var body = key is null
            ? await RequestBody.ReadAsync(context.Request, WireJson.Default.SubmitTaskRequest, cancel)
            : await ReadClaimedAsync(context.Request, key, services, cancel);
        if (body.Problem is not null) return body.Problem;

        var faults = new FaultList();
        var madeId = key?.IdOf(0) ?? services.NewTaskId();
        var task = services.TaskCheck.Check(body.Value!, madeId, key is not null, TraceParent(context.Request), faults);
        if (faults.Any) return Problems.Invalid(faults);
        return await SubmitAsync(context, services, task, wait);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, GatewayServices services, NewTask task, TimeSpan? wait)
    {
        var finished = wait is null ? null : services.Runtime.Hub.WhenFinished(task.Spec.Id);
        try
        {
            var results = await services.Tasks.SubmitAsync([task], context.RequestAborted);
            if (results[0] is not SubmitResult.Accepted accepted) return Refusal(results[0]);
            var stands = finished is null || accepted.Task.FinishedAt is not null
                ? accepted.Task
                : await FinishWait.AsTaskStandsAsync(services, accepted.Task, finished, wait!.Value, context.RequestAborted);
            context.Response.Headers.Location = $"/api/v1/tasks/{Uri.EscapeDataString(stands.Id.Value)}";
            var view = TaskViews.Of(stands, services.Now, services.ShardOf(stands.Id));
            return Results.Json(view, WireJson.Default.TaskView, statusCode: accepted.Created ? 201 : 200);
        }
        finally
        {
            if (finished is not null) services.Runtime.Hub.Forget(task.Spec.Id);
        }
    }

    public static IResult Refusal(SubmitResult result) => result switch
    {
        SubmitResult.Overloaded => Problems.Overloaded(),
        SubmitResult.Unavailable unavailable => Problems.Unavailable(unavailable.Why),
        SubmitResult.Refused refused => Problems.Of(400, "refused", $"The store cannot take this task: {refused.Why}"),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no refusal"),
    };

    // The whole body is needed for its hash.
    private static async Task<RequestBody<SubmitTaskRequest>> ReadClaimedAsync(
        HttpRequest request, IdempotencyKey key, GatewayServices services, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, cancel);
        var bytes = memory.GetBuffer().AsMemory(0, (int)memory.Length);
        try
        {
            var read = JsonSerializer.Deserialize(bytes.Span, WireJson.Default.SubmitTaskRequest);
            if (read is null) return new(null, Problems.Unreadable(new(null, "The body is null; give an object.")));
            return await key.ClaimAsync(services.Store.Idempotency, bytes, services.Now, cancel) == KeyClaim.Conflict
                ? new(null, Problems.OtherBody())
                : new(read, null);
        }
        catch (JsonException wrong)
        {
            return new(null, Problems.Unreadable(WireFault.From(wrong)));
        }
    }

    public static string? TraceParent(HttpRequest request)
    {
        var given = request.Headers.TraceParent.ToString();
        return ActivityContext.TryParse(given, null, out _) ? given : null;
    }
}
