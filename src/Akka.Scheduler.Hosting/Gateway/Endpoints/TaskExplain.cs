using System.Globalization;
using System.Text;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>GET /tasks/{id}/explain</c>: why a task is where it is, in words and fields.</summary>
internal static class TaskExplain
{
    private const int MaxChildren = 100;

    public static async Task<IResult> HandleAsync(HttpContext context, GatewayServices services, string id)
    {
        var key = new TaskId(id);
        if (await services.Store.Tasks.GetAsync(key, services.ShardOf(key), context.RequestAborted) is not { } task)
            return Problems.NotFound($"task '{id}'");
        var workers = await services.Runtime.Engine.Crew.ListAsync(context.RequestAborted);
        var owner = OwnerOf(services.ShardOf(key), services);
        var standing = await OpenAttempts.StandingOfAsync(task, services, context.RequestAborted);
        var cause = task switch
        {
            { Blocked: > 0 } => await DependencyCause.OfAsync(task, services, context.RequestAborted),
            { State: TaskState.Running, CancelRequested: true } =>
                CancelRequested(task, await services.Store.Tasks.EventsAsync(key, services.ShardOf(key), context.RequestAborted)),
            { State: TaskState.Running } => Running(task, standing),
            _ when owner is not null && services.Runtime.Engine.Cluster.Current.Find(owner) is not { IsSuspect: true } && QueueOf(task, services) is not { Paused: true } && await LimitExplain.CauseOfAsync(task, services, context.RequestAborted) is { } limit => limit,
            _ => CauseOf(task, owner, [.. workers.Select(answer => answer.Status)], services),
        };
        return Results.Json(
            new ExplainView
            {
                Id = id,
                Status = TaskViews.StatusOf(task, services.Now),
                Summary = cause.Message,
                Causes = [cause],
                Children = [.. (await services.Store.Dependencies.ChildrenAsync(key, MaxChildren, context.RequestAborted)).Select(child => child.Value)],
                Progress = TaskViews.Of(standing.Progress),
                HeartbeatAt = standing.HeardAt,
                Shard = services.ShardOf(key),
                NodeId = owner,
                Epoch = services.Runtime.Engine.Cluster.Current.RowOf(services.ShardOf(key))?.Epoch,
            },
            WireJson.Default.ExplainView);
    }

    /// <summary>The node that serves a shard, as far as this one knows.</summary>
    private static string? OwnerOf(int shard, GatewayServices services)
    {
        if (services.Runtime.Engine.Serving.Serves(shard)) return services.Runtime.Options.Node.Id;
        var view = services.Runtime.Engine.Cluster.Current;
        return view.RowOf(shard) is { } row && view.LivingOwnerOf(row) is { } owner && owner != services.Runtime.Engine.Node ? owner.NodeId : null;
    }

    private static ExplainCause CauseOf(TaskSnapshot task, string? owner, IReadOnlyList<WorkerStatus> workers, GatewayServices services) => task.State switch
    {
        TaskState.Pending when task.NextStartAt > services.Now =>
            Cause("notDue", $"It is not due before {WireInstant.Format(task.NextStartAt)}.", ("dueAt", WireInstant.Format(task.NextStartAt))),
        TaskState.Retrying when task.NextStartAt > services.Now => Retrying(task),
        TaskState.Pending or TaskState.Retrying => Held(task, owner, workers, services),
        _ => Cause("finished", $"It is {TaskStatusText.Of(task.State)} since {WireInstant.Format(task.FinishedAt!.Value)}{Because(task)}."),
    };

    /// <summary>What holds up a task whose time has come, be it for its first attempt or for another one.</summary>
    private static ExplainCause Held(TaskSnapshot task, string? owner, IReadOnlyList<WorkerStatus> workers, GatewayServices services)
    {
        if (owner is null) return Cause("shardMoving", "Its shard is being taken over; it goes on as soon as that is done.");
        if (services.Runtime.Engine.Cluster.Current.Find(owner) is { IsSuspect: true } silent) return OwnerSilent(silent);
        if (QueueOf(task, services) is { Paused: true } queue) return Paused(queue);
        var @class = ReadyClass.Of(task.Spec, services.Runtime.DispatchSettings);
        WorkerStatus[] fitting = [.. workers.Where(worker => task.Spec.Template.Split is TaskSplit.Broadcast
            ? SplitRules.Fits(task.Spec.Template, worker.Profile.Executors, worker.Profile.Labels)
            : @class.FitsOn(worker.Profile))];
        if (fitting.Length == 0) return NoWorker(task, workers);
        WorkerStatus[] serving = [.. fitting.Where(worker => !worker.Draining)];
        return serving.Length == 0 ? Draining(fitting) : NoSlot(task, serving);
    }

    private static ExplainCause OwnerSilent(Member owner)
    {
        var seconds = owner.Silent.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return Cause(
            "shardMoving",
            $"The node of its shard, {owner.Node.NodeId}, has shown no sign of life for {seconds} s; unless it comes back, another one takes the shard over.",
            ("nodeId", owner.Node.NodeId),
            ("silentSeconds", seconds));
    }

    private static ExplainCause Retrying(TaskSnapshot task) => Cause(
        "retrying",
        $"Retry {task.Failures} of {task.Spec.Template.Retry.MaxRetries} starts at {WireInstant.Format(task.NextStartAt)}; the last attempt failed: {task.Error}",
        ("retry", $"{task.Failures}"),
        ("maxRetries", $"{task.Spec.Template.Retry.MaxRetries}"),
        ("at", WireInstant.Format(task.NextStartAt)));

    private static ExplainCause Draining(WorkerStatus[] fitting)
    {
        var names = string.Join(", ", fitting.Select(worker => worker.Worker.Value).Order(StringComparer.Ordinal));
        return Cause("draining", $"Every worker that could run it is draining and takes no more work: {names}.", ("workers", names)) with
        {
            Remedy = "Take one back into service: schedctl worker resume ID",
        };
    }

    private static ExplainCause CancelRequested(TaskSnapshot task, IReadOnlyList<RecordedStep> steps)
    {
        var since = steps.LastOrDefault(step => step.Entry.Type == TransitionType.CancelRequested)?.Entry.At ?? task.Open!.StartedAt;
        return Cause(
            TaskReason.CancelRequested,
            $"cancelRequested since {WireInstant.Format(since)}: attempt {task.Attempt} on {task.Open!.Worker} was told to end, and is given up at {WireInstant.Format(task.Open.Deadline)}.",
            ("since", WireInstant.Format(since)),
            ("workerId", task.Open.Worker.Value),
            ("givenUpAt", WireInstant.Format(task.Open.Deadline)));
    }

    private static QueueSettings? QueueOf(TaskSnapshot task, GatewayServices services) => services.Runtime.Engine.QueueBoard.Find(task.Spec.Template.Queue);

    private static ExplainCause Paused(QueueSettings queue)
    {
        var at = WireInstant.Format(queue.PausedAt!.Value);
        return Cause(
            "queuePaused",
            $"queue {queue.Name} paused by {queue.PausedBy} at {at}{(queue.PausedReason is { } reason ? $": {reason}" : "")}",
            ("queue", queue.Name),
            ("pausedBy", queue.PausedBy!),
            ("pausedAt", at),
            ("reason", queue.PausedReason ?? ""));
    }

    private static ExplainCause Running(TaskSnapshot task, AttemptStanding standing)
    {
        var open = task.Open!;
        var message = new StringBuilder($"Attempt {task.Attempt} has been running on {open.Worker} since {WireInstant.Format(open.StartedAt)}");
        List<(string, string)> facts = [("workerId", open.Worker.Value), ("deadline", WireInstant.Format(open.Deadline))];
        if (standing.Progress is { } mark)
        {
            var percent = (mark.Fraction * 100).ToString("0.#", CultureInfo.InvariantCulture);
            message.Append(CultureInfo.InvariantCulture, $"; at {WireInstant.Format(mark.At)} it was {percent} % done{(mark.Note is null ? "" : $" ({mark.Note})")}");
        }

        if (standing.HeardAt is { } heard)
        {
            message.Append(CultureInfo.InvariantCulture, $"; its worker was last heard of at {WireInstant.Format(heard)}");
            facts.Add(("heartbeatAt", WireInstant.Format(heard)));
        }

        message.Append(CultureInfo.InvariantCulture, $"; it is stopped at {WireInstant.Format(open.Deadline)}.");
        return Cause("running", message.ToString(), [.. facts]);
    }

    private static ExplainCause NoSlot(TaskSnapshot task, WorkerStatus[] workers)
    {
        var (running, capacity) = (workers.Sum(worker => worker.Running), workers.Sum(worker => worker.Capacity));
        var share = task.Spec.Template.FairShare;
        var turn = share is null ? "" : $" The fairness key '{share}' takes turns with the others.";
        return Cause(
            "noSlot",
            capacity == 0
                ? "It is due, and no worker that could run it has any slot: their capacity is 0."
                : $"It is due and waits for a free slot: {running} of {capacity} slots of {workers.Length} {(workers.Length == 1 ? "worker" : "workers")} run, and more urgent or earlier tasks go first.{turn}",
            ("fairnessKey", share ?? ""),
            ("running", $"{running}"),
            ("capacity", $"{capacity}"),
            ("workers", $"{workers.Length}"));
    }

    private static ExplainCause NoWorker(TaskSnapshot task, IReadOnlyList<WorkerStatus> workers)
    {
        var (template, broadcast) = (task.Spec.Template, task.Spec.Template.Split as TaskSplit.Broadcast);
        var executor = template.Executor;
        var withExecutor = workers.Count(worker => worker.Profile.Executors.Contains(executor));
        var labels = string.Join(", ", template.Requires.Concat(broadcast is null ? [] : broadcast.Requires).Select(label => $"{label.Key}={label.Value}"));
        var message = withExecutor == 0
            ? $"No worker of the {workers.Count} that are there has the executor '{executor}'; it starts as soon as one comes."
            : $"No worker that has the executor '{executor}' also has the labels {labels}; it starts as soon as one comes.";
        return Cause("noWorker", message, ("executor", executor), ("requires", labels), ("workers", $"{workers.Count}"), ("withExecutor", $"{withExecutor}"));
    }

    private static string Because(TaskSnapshot task) => task.Error is not null ? $": {task.Error}" : task.Reason is not null ? $" ({task.Reason})" : "";

    private static ExplainCause Cause(string code, string message, params (string Key, string Value)[] facts) => new()
    {
        Code = code,
        Message = message,
        Facts = facts.Length == 0 ? null : facts.ToDictionary(fact => fact.Key, fact => fact.Value),
    };
}
