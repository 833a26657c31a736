using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Embedding;
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
        var trace = TaskSubmit.TraceParent(context.Request);
        var after = then is null ? (NewTask?)null
            : BatchFollowUp.Check(then, key?.IdOf(tasks.Count) ?? services.NewTaskId(), key is not null, trace, services.TaskCheck, faults);
        if (faults.Any) return Problems.Invalid(faults);
        if (key is not null && await key.ClaimAsync(context.Request, services) == KeyClaim.Conflict) return Problems.OtherBody();
        var (reply, refusal) = await SubmitAsync(services.Door, tasks, after, then?.OnDependencyFailure, key, trace, cancel);
        return refusal is not null ? TaskSubmit.Refusal(refusal) : Results.Json(reply, WireJson.Default.BatchReply);
    }

    /// <summary>Makes the tasks, and then the one that comes after them.</summary>
    /// <returns>What became of each; a refusal where no task could be made at all.</returns>
    public static async Task<(BatchReply Reply, SubmitResult? Refusal)> SubmitAsync(
        SchedulerDoor door, IReadOnlyList<BatchTask> tasks, NewTask? after, WireDependencyFailure? policy, IdempotencyKey? key, string? trace, CancellationToken cancel)
    {
        var (items, taken, refusal) = await SubmitAsync(door, tasks, key, trace, cancel);
        if (refusal is not null || after is not { } next) return (new() { Items = items }, refusal);
        var made = ItemOf(next, await BatchFollowUp.SubmitAsync(next, policy, taken, door.Tasks(), cancel), door.Now);
        return (new() { Items = items, BatchId = made.Error is null ? made.Id : null, Then = made }, null);
    }

    // A task that follows another one of the batch has the complement of its place.
    private static async Task<(BatchItem[] Items, IReadOnlyList<TaskId> Taken, SubmitResult? Refusal)> SubmitAsync(
        SchedulerDoor door, IReadOnlyList<BatchTask> requests, IdempotencyKey? key, string? trace, CancellationToken cancel)
    {
        var items = new BatchItem[requests.Count];
        var tasks = new List<NewTask>(requests.Count);
        var places = new List<int>(requests.Count);
        for (var i = 0; i < requests.Count; i++)
        {
            if (requests[i].Request is not { } request)
            {
                items[i] = Unreadable(requests[i].Fault!);
                continue;
            }

            var faults = new FaultList();
            var task = door.Check().Check(request, key?.IdOf(i) ?? door.NewId(), key is not null, trace, faults.Below($"tasks[{i}]"));
            var followers = Continuations.Of(request, task, door.Check(), faults.Below($"tasks[{i}]"));
            if (faults.Any)
            {
                items[i] = Rejected(request, faults);
                continue;
            }

            tasks.AddRange([task, .. followers]);
            places.AddRange([i, .. followers.Select(_ => ~i)]);
        }

        var refused = await BatchGraph.CheckAsync(door.Store(), tasks, places, cancel);
        for (var i = refused.Length - 1; i >= 0; i--)
        {
            if (refused[i] is not { } why) continue;
            if (places[i] >= 0) items[places[i]] = Rejected(requests[places[i]].Request!, why);
            tasks.RemoveAt(i);
            places.RemoveAt(i);
        }

        var results = await door.Tasks().SubmitAsync(tasks, cancel);
        if (results.Count > 0 && results.All(result => result is SubmitResult.Overloaded or SubmitResult.Unavailable)) return ([], [], results[0]);
        var taken = new List<TaskId>(results.Count);
        for (var i = 0; i < results.Count; i++)
        {
            var item = ItemOf(tasks[i], results[i], door.Now);
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
