using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Embedding;

namespace Akka.Scheduler.Testing.Running;

/// <summary>What handlers and the application's services submit by: on the simulation's thread at once, from elsewhere brought there.</summary>
internal sealed class TestTaskScheduler(InProcessScheduler scheduler, TestWay way) : ITaskScheduler
{
    public Task<TaskView> EnqueueAsync<THandler, TInput>(TInput input, Func<SubmitTaskRequest, SubmitTaskRequest>? with, CancellationToken cancel)
        where THandler : class, ITaskInput<TInput> => OnThread(() => scheduler.EnqueueAsync<THandler, TInput>(input, with, cancel));

    public Task<TaskView> EnqueueAsync<TInput>(string handler, TInput input, Func<SubmitTaskRequest, SubmitTaskRequest>? with, CancellationToken cancel) =>
        OnThread(() => scheduler.EnqueueAsync(handler, input, with, cancel));

    public Task<TaskView> SubmitAsync(SubmitTaskRequest request, CancellationToken cancel) => OnThread(() => scheduler.SubmitAsync(request, cancel));

    public Task<TaskView?> GetAsync(string id, CancellationToken cancel) => OnThread(() => scheduler.GetAsync(id, cancel));

    public Task<TaskView> CancelAsync(string id, string? reason, CancellationToken cancel) => OnThread(() => scheduler.CancelAsync(id, reason, cancel));

    public Task<TaskView> RetryAsync(string id, CancellationToken cancel) => OnThread(() => scheduler.RetryAsync(id, cancel));

    public Task<BatchReply> SubmitBatchAsync(BatchRequest request, CancellationToken cancel) => OnThread(() => scheduler.SubmitBatchAsync(request, cancel));

    public Task<TaskView> WaitAsync(string id, CancellationToken cancel) => OnThread(() => scheduler.WaitAsync(id, cancel));

    public Task<TOutput?> WaitForResultAsync<TOutput>(string id, CancellationToken cancel) => OnThread(() => scheduler.WaitForResultAsync<TOutput>(id, cancel));

    public Task<ScheduleView> PutScheduleAsync<THandler, TInput>(
        string id, string cron, TInput input, Func<ScheduleRequest, ScheduleRequest>? with, CancellationToken cancel)
        where THandler : class, ITaskInput<TInput> => OnThread(() => scheduler.PutScheduleAsync<THandler, TInput>(id, cron, input, with, cancel));

    public Task<ScheduleView> PutScheduleAsync(ScheduleRequest request, CancellationToken cancel) => OnThread(() => scheduler.PutScheduleAsync(request, cancel));

    public Task<ScheduleView?> GetScheduleAsync(string id, CancellationToken cancel) => OnThread(() => scheduler.GetScheduleAsync(id, cancel));

    public Task<bool> DeleteScheduleAsync(string id, CancellationToken cancel) => OnThread(() => scheduler.DeleteScheduleAsync(id, cancel));

    public Task<ScheduleView> PauseScheduleAsync(string id, string? reason, CancellationToken cancel) => OnThread(() => scheduler.PauseScheduleAsync(id, reason, cancel));

    public Task<ScheduleView> ResumeScheduleAsync(string id, CancellationToken cancel) => OnThread(() => scheduler.ResumeScheduleAsync(id, cancel));

    public Task<TaskView> TriggerScheduleAsync(string id, CancellationToken cancel) => OnThread(() => scheduler.TriggerScheduleAsync(id, cancel));

    // Who asks the scheduler waits for the simulation: the clock may move on for it, and no further than to the answer, which is why the wait ends on the
    // simulation's thread and not where it is awaited.
    private Task<T> OnThread<T>(Func<Task<T>> call)
    {
        var owner = way.Attempts.Current;
        way.Attempts.Waits(owner, 1);
        if (way.Thread.IsCurrent) return EndAsync(call, owner);
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        way.Thread.Post(() => way.Simulation.Post(() => _ = AnswerAsync(EndAsync(call, owner), answer)));
        return answer.Task;
    }

    private async Task<T> EndAsync<T>(Func<Task<T>> call, RunningAttempts.Running? owner)
    {
        try
        {
            return await call();
        }
        finally
        {
            way.Attempts.Waits(owner, -1);
        }
    }

    private static async Task AnswerAsync<T>(Task<T> ended, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(await ended);
        }
        catch (Exception fault)
        {
            answer.TrySetException(fault);
        }
    }
}
