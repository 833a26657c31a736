using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>POST /tasks/batch</c>: creates many tasks, one durable commit a shard. A bad item is refused by itself; the others are made.</summary>
internal static class TaskBatch
{
    public static async Task<IResult> HandleAsync(HttpContext context, GatewayServices services)
    {
        var cancel = context.RequestAborted;
        var (key, refused) = IdempotencyKey.Of(context.Request);
        if (refused is not null) return refused;
        if (key is not null) context.Request.EnableBuffering();
        var (tasks, then, unreadable) = await BatchBody.ReadAsync(context.Request, cancel);
        if (unreadable is not null) return unreadable;
        var most = services.Runtime.Options.Limits.MaxBatch;
        if (tasks.Count > most) return Problems.Invalid("tasks", $"may hold at most {most} tasks (limits.max-batch), and holds {tasks.Count}");
        var faults = new FaultList();
        var after = then is null ? (NewTask?)null
            : BatchFollowUp.Check(then, key?.IdOf(tasks.Count) ?? services.NewTaskId(), key is not null, TaskSubmit.TraceParent(context.Request), services, faults);
        if (faults.Any) return Problems.Invalid(faults);
        if (key is not null && await key.ClaimAsync(context.Request, services) == KeyClaim.Conflict) return Problems.OtherBody();
        var (items, taken, refusal) = await SubmitAsync(context, services, tasks, key);
        if (refusal is not null) return refusal;
        if (after is not { } next) return Results.Json(new BatchReply { Items = items }, WireJson.Default.BatchReply);
        var made = ItemOf(next, await BatchFollowUp.SubmitAsync(next, then!.OnDependencyFailure, taken, services, cancel), services.Now);
        return Results.Json(new BatchReply { Items = items, BatchId = made.Error is null ? made.Id : null, Then = made }, WireJson.Default.BatchReply);
    }

    // A task that follows another one of the batch has the complement of its place.
    private static async Task<(BatchItem[] Items, IReadOnlyList<TaskId> Taken, IResult? Refusal)> SubmitAsync(
        HttpContext context, GatewayServices services, IReadOnlyList<BatchTask> requests, IdempotencyKey? key)
    {
        var items = new BatchItem[requests.Count];
        var tasks = new List<NewTask>(requests.Count);
        var places = new List<int>(requests.Count);
        var trace = TaskSubmit.TraceParent(context.Request);
        for (var i = 0; i < requests.Count; i++)
        {
            if (requests[i].Request is not { } request)
            {
                items[i] = Unreadable(requests[i].Fault!);
                continue;
            }

            var faults = new FaultList();
            var task = services.TaskCheck.Check(request, key?.IdOf(i) ?? services.NewTaskId(), key is not null, trace, faults.Below($"tasks[{i}]"));
            var followers = Continuations.Of(request, task, services.TaskCheck, faults.Below($"tasks[{i}]"));
            if (faults.Any)
            {
                items[i] = Rejected(request, faults);
                continue;
            }

            tasks.AddRange([task, .. followers]);
            places.AddRange([i, .. followers.Select(_ => ~i)]);
        }

        var refused = await BatchGraph.CheckAsync(services, tasks, places, context.RequestAborted);
        for (var i = refused.Length - 1; i >= 0; i--)
        {
            if (refused[i] is not { } why) continue;
            if (places[i] >= 0) items[places[i]] = Rejected(requests[places[i]].Request!, why);
            tasks.RemoveAt(i);
            places.RemoveAt(i);
        }

        var results = await services.Tasks.SubmitAsync(tasks, context.RequestAborted);
        if (results.Count > 0 && results.All(result => result is SubmitResult.Overloaded or SubmitResult.Unavailable)) return ([], [], TaskSubmit.Refusal(results[0]));
        var taken = new List<TaskId>(results.Count);
        for (var i = 0; i < results.Count; i++)
        {
            var item = ItemOf(tasks[i], results[i], services.Now);
            if (places[i] >= 0 && item.Error is null) taken.Add(tasks[i].Spec.Id);
            if (places[i] >= 0 || item.Error is not null) items[places[i] >= 0 ? places[i] : ~places[i]] = item;
        }

        return (items, taken, null);
    }

    private static BatchItem ItemOf(NewTask task, SubmitResult result, DateTimeOffset now) => result switch
    {
        SubmitResult.Accepted accepted when IdConflict.Of(task, accepted) is { } taken => Failed(task, 409, IdConflict.Code, taken),
        SubmitResult.Accepted accepted => new()
        {
            Id = accepted.Task.Id.Value,
            Outcome = accepted.Created ? "created" : "exists",
            Status = TaskViews.StatusOf(accepted.Task, now),
        },
        SubmitResult.Overloaded => Failed(task, 429, "overloaded", "Too much waits for its commit; the task was not made."),
        SubmitResult.Unavailable unavailable => Failed(task, 503, "unavailable", $"Nobody can say whether it was made: {unavailable.Why}.") with { Outcome = null },
        SubmitResult.KeyTaken taken => Failed(task, Problems.KeyTakenView(taken.Key, taken.Holder)),
        SubmitResult.Refused refused => Failed(task, 400, "refused", $"The store cannot take this task: {refused.Why}"),
        _ => throw new InvalidOperationException($"unknown result {result.GetType().Name}"),
    };

    private static BatchItem Failed(NewTask task, int status, string code, string detail) => Failed(task, Problems.View(status, code, detail));

    private static BatchItem Failed(NewTask task, ProblemView error) => new() { Id = task.Spec.Id.Value, Outcome = "rejected", Error = error };

    private static BatchItem Unreadable(WireFault fault) =>
        new() { Outcome = "rejected", Error = Problems.View(400, "unreadable", fault.Detail, fault.Field) };

    private static BatchItem Rejected(SubmitTaskRequest request, FaultList faults) => new()
    {
        Id = request.Id,
        Outcome = "rejected",
        Error = Problems.View(Problems.StatusOf(faults.Faults), faults.Faults[0].Code!, string.Join("; ", faults.Faults.Select(fault => fault.Detail)), faults.Faults[0].Field, faults.Faults),
    };
}
