using System.Diagnostics;
using System.Text.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway;
using Akka.Scheduler.Hosting.Gateway.Endpoints;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;

namespace Akka.Scheduler.Hosting.Embedding;

/// <summary>The way in for the application itself: the same checks and answers as over HTTP.</summary>
internal sealed class InProcessScheduler(SchedulerDoor door, EmbeddedHandlers handlers) : ITaskScheduler
{
    // A task that is gone, past its retention, is noticed so often.
    private static readonly TimeSpan LookAnew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OutagePause = TimeSpan.FromSeconds(1);

    private readonly InProcessSchedules _schedules = new(door);

    public Task<TaskView> EnqueueAsync<THandler, TInput>(TInput input, Func<SubmitTaskRequest, SubmitTaskRequest>? with, CancellationToken cancel)
        where THandler : class, Executors.Handlers.ITaskInput<TInput> => EnqueueAsync(handlers.NameOf(typeof(THandler)), input, with, cancel);

    public Task<TaskView> EnqueueAsync<TInput>(string handler, TInput input, Func<SubmitTaskRequest, SubmitTaskRequest>? with, CancellationToken cancel)
    {
        var request = new SubmitTaskRequest { Executor = handler, Payload = PayloadOf(input) };
        return SubmitAsync(with is null ? request : with(request), cancel);
    }

    public Task<TaskView> SubmitAsync(SubmitTaskRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Refusal.UnlessAwayAsync(async () =>
        {
            var faults = new FaultList();
            var task = door.Check().Check(request, door.NewId(), madeIdMayExist: false, Trace, faults);
            if (!faults.Any && task.Spec.Dependencies is not null) (await KnownParents.AskAsync(door.Store(), [task], cancel)).Check(task, faults);
            var followers = Continuations.Of(request, task, door.Check(), faults);
            if (faults.Any) throw Refusal.Invalid(faults);
            var results = await door.Tasks().SubmitAsync([task, .. followers], cancel);
            if (results[0] is not SubmitResult.Accepted accepted) throw Refusal.Of(results[0]);
            if (IdConflict.Of(task, accepted) is { } taken) throw Refusal.IdTaken(taken);
            // The answer may be the task that has the unique key; nothing was made to follow that one.
            if (accepted.Task.Id == task.Spec.Id && results.FirstOrDefault(result => result is not SubmitResult.Accepted) is { } missing) throw Refusal.Of(missing);
            return ViewOf(accepted.Task);
        });
    }

    public Task<BatchReply> SubmitBatchAsync(BatchRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Refusal.UnlessAwayAsync(async () =>
        {
            if (request.Tasks.Count > door.MaxBatch)
                throw Refusal.Invalid("tasks", $"may hold at most {door.MaxBatch} tasks (limits.max-batch), and holds {request.Tasks.Count}");
            var (faults, trace) = (new FaultList(), Trace);
            var after = request.Then is null ? (NewTask?)null : BatchFollowUp.Check(request.Then, door.NewId(), false, trace, door.Check(), faults);
            if (faults.Any) throw Refusal.Invalid(faults);
            var (reply, refusal) = await TaskBatch.SubmitAsync(
                door, [.. request.Tasks.Select(task => new BatchTask(task, null))], after, request.Then?.OnDependencyFailure, null, trace, cancel);
            return refusal is null ? reply : throw Refusal.Of(refusal);
        });
    }

    public Task<TaskView?> GetAsync(string id, CancellationToken cancel) =>
        Refusal.UnlessAwayAsync(async () => await FindAsync(new(id), cancel) is { } task ? ViewOf(task) : null);

    public async Task<TaskView> WaitAsync(string id, CancellationToken cancel)
    {
        var key = new TaskId(id);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (door.Stopping.IsCancellationRequested) throw Refusal.Unavailable("the node stops; wait on another one");
            try
            {
                // Before it is looked at: it may end in between.
                using var waiter = door.WhenFinished(key);
                var task = await FindAsync(key, cancel) ?? throw Refusal.NotFound($"task '{id}'");
                task = await FinishWait.AsTaskStandsAsync(door, task, waiter, LookAnew, cancel);
                if (task.State.IsTerminal()) return ViewOf(task);
            }
            catch (StoreUnavailableException)
            {
                // It has ended or not, whether the store can be asked or not.
                await Task.Delay(OutagePause, door.Time, cancel);
            }
        }
    }

    public async Task<TOutput?> WaitForResultAsync<TOutput>(string id, CancellationToken cancel) => ResultOf<TOutput>(await WaitAsync(id, cancel));

    /// <summary>What a task has answered that has ended.</summary>
    /// <exception cref="TaskNotSucceededException">It has not succeeded.</exception>
    public TOutput? ResultOf<TOutput>(TaskView task)
    {
        if (task.Status != WireStatus.Succeeded) throw new TaskNotSucceededException(task);
        return task.Result?.Data is { } data ? (TOutput?)data.Deserialize(handlers.Options.Json.GetTypeInfo(typeof(TOutput))) : default;
    }

    public Task<TaskView> CancelAsync(string id, string? reason, CancellationToken cancel) => ApplyAsync(id, new TaskCommand.Cancel(reason), cancel);

    public Task<TaskView> RetryAsync(string id, CancellationToken cancel) => ApplyAsync(id, new TaskCommand.Redrive(), cancel);

    public Task<ScheduleView> PutScheduleAsync<THandler, TInput>(
        string id, string cron, TInput input, Func<ScheduleRequest, ScheduleRequest>? with, CancellationToken cancel)
        where THandler : class, Executors.Handlers.ITaskInput<TInput>
    {
        var request = new ScheduleRequest { Id = id, Cron = cron, Task = new() { Executor = handlers.NameOf(typeof(THandler)), Payload = PayloadOf(input) } };
        return PutScheduleAsync(with is null ? request : with(request), cancel);
    }

    public Task<ScheduleView> PutScheduleAsync(ScheduleRequest request, CancellationToken cancel) => _schedules.PutAsync(request, cancel);

    public Task<ScheduleView?> GetScheduleAsync(string id, CancellationToken cancel) => _schedules.GetAsync(id, cancel);

    public Task<bool> DeleteScheduleAsync(string id, CancellationToken cancel) => _schedules.DeleteAsync(id, cancel);

    public Task<ScheduleView> PauseScheduleAsync(string id, string? reason, CancellationToken cancel) => _schedules.PauseAsync(id, reason, cancel);

    public Task<ScheduleView> ResumeScheduleAsync(string id, CancellationToken cancel) => _schedules.ResumeAsync(id, cancel);

    public Task<TaskView> TriggerScheduleAsync(string id, CancellationToken cancel) => _schedules.TriggerAsync(id, cancel);

    private static string? Trace => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: var id } ? id : null;

    private JsonElement PayloadOf<TInput>(TInput input) => JsonSerializer.SerializeToElement(input, handlers.Options.Json.GetTypeInfo(typeof(TInput)));

    private Task<TaskSnapshot?> FindAsync(TaskId id, CancellationToken cancel) => door.Store().Tasks.GetAsync(id, door.ShardOf(id), cancel);

    private Task<TaskView> ApplyAsync(string id, TaskCommand command, CancellationToken cancel) => Refusal.UnlessAwayAsync(async () =>
        await door.Tasks().ApplyAsync(new(id), command, cancel) is var reply && reply is CommandReply.Done done ? ViewOf(done.Task) : throw Refusal.Of(reply, id));

    private TaskView ViewOf(TaskSnapshot task) => TaskViews.Of(task, door.Now, door.ShardOf(task.Id));
}
