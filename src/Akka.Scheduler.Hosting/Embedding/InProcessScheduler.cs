using System.Diagnostics;
using System.Text.Json;
using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;

namespace Akka.Scheduler.Hosting.Embedding;

/// <summary>The way in for the application itself: the same checks and answers as over HTTP.</summary>
internal sealed class InProcessScheduler(SchedulerDoor door, EmbeddedHandlers handlers) : ITaskScheduler
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public Task<TaskView> EnqueueAsync<THandler, TInput>(TInput input, Func<SubmitTaskRequest, SubmitTaskRequest>? with, CancellationToken cancel)
        where THandler : class, Executors.Handlers.ITaskInput<TInput> => EnqueueAsync(handlers.NameOf(typeof(THandler)), input, with, cancel);

    public Task<TaskView> EnqueueAsync<TInput>(string handler, TInput input, Func<SubmitTaskRequest, SubmitTaskRequest>? with, CancellationToken cancel)
    {
        var payload = JsonSerializer.SerializeToElement(input, handlers.Options.Json.GetTypeInfo(typeof(TInput)));
        var request = new SubmitTaskRequest { Executor = handler, Payload = payload };
        return SubmitAsync(with is null ? request : with(request), cancel);
    }

    public async Task<TaskView> SubmitAsync(SubmitTaskRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var faults = new FaultList();
        var trace = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: var id } ? id : null;
        var task = door.Check().Check(request, door.NewId(), madeIdMayExist: false, trace, faults);
        if (faults.Any) throw Refusal(400, faults.Faults[0].Code!, string.Join("; ", faults.Faults.Select(fault => fault.Detail)), faults.Faults[0].Field, faults.Faults);
        return (await door.Tasks().SubmitAsync([task], cancel))[0] switch
        {
            SubmitResult.Accepted accepted when IdConflict.Of(task, accepted) is { } taken => throw Refusal(409, IdConflict.Code, taken, "id"),
            SubmitResult.Accepted accepted => ViewOf(accepted.Task),
            SubmitResult.Overloaded => throw Refusal(429, "overloaded", "Too much waits for its commit; nothing was made."),
            SubmitResult.Unavailable unavailable => throw Refusal(503, "unavailable", $"Nobody can say whether it was done: {unavailable.Why}."),
            SubmitResult.Refused refused => throw Refusal(400, "refused", $"The store cannot take this task: {refused.Why}"),
            var other => throw new InvalidOperationException($"unknown result {other.GetType().Name}"),
        };
    }

    public async Task<TaskView?> GetAsync(string id, CancellationToken cancel)
    {
        var key = new TaskId(id);
        try
        {
            return await door.Store().Tasks.GetAsync(key, door.ShardOf(key), cancel) is { } task ? ViewOf(task) : null;
        }
        catch (StoreUnavailableException away)
        {
            throw Refusal(503, "unavailable", away.Message);
        }
    }

    public async Task<TaskView> CancelAsync(string id, string? reason, CancellationToken cancel) =>
        await door.Tasks().ApplyAsync(new(id), new TaskCommand.Cancel(reason), cancel) switch
        {
            CommandReply.Done done => ViewOf(done.Task),
            CommandReply.NotFound => throw Refusal(404, "notFound", $"There is no task '{id}'."),
            CommandReply.Conflict conflict => throw Refusal(409, "state", $"The task was left as it is: {conflict.Why}."),
            CommandReply.Unavailable unavailable => throw Refusal(503, "unavailable", $"Nobody can say whether it was done: {unavailable.Why}."),
            var other => throw new InvalidOperationException($"unknown reply {other.GetType().Name}"),
        };

    private TaskView ViewOf(TaskSnapshot task) => TaskViews.Of(task, door.Now, door.ShardOf(task.Id));

    private static SchedulerException Refusal(int status, string code, string detail, string? field = null, IReadOnlyList<ProblemFault>? errors = null) =>
        new(status, Problems.View(status, code, detail, field, errors), status is 429 or 503 ? RetryAfter : null);
}
