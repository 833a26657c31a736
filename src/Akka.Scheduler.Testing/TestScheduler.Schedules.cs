using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;

namespace Akka.Scheduler.Testing;

public sealed partial class TestScheduler
{
    /// <inheritdoc/>
    public Task<ScheduleView> PutScheduleAsync<THandler, TInput>(
        string id, string cron, TInput input, Func<ScheduleRequest, ScheduleRequest>? with = null, CancellationToken cancel = default)
        where THandler : class, ITaskInput<TInput> => _node.Ask(_ => Scheduler.PutScheduleAsync<THandler, TInput>(id, cron, input, with, cancel));

    /// <inheritdoc/>
    public Task<ScheduleView> PutScheduleAsync(ScheduleRequest request, CancellationToken cancel = default) =>
        _node.Ask(_ => Scheduler.PutScheduleAsync(request, cancel));

    /// <inheritdoc/>
    public Task<ScheduleView?> GetScheduleAsync(string id, CancellationToken cancel = default) => _node.Ask(_ => Scheduler.GetScheduleAsync(id, cancel));

    /// <inheritdoc/>
    public Task<bool> DeleteScheduleAsync(string id, CancellationToken cancel = default) => _node.Ask(_ => Scheduler.DeleteScheduleAsync(id, cancel));

    /// <inheritdoc/>
    public Task<ScheduleView> PauseScheduleAsync(string id, string? reason = null, CancellationToken cancel = default) =>
        _node.Ask(_ => Scheduler.PauseScheduleAsync(id, reason, cancel));

    /// <inheritdoc/>
    public Task<ScheduleView> ResumeScheduleAsync(string id, CancellationToken cancel = default) => _node.Ask(_ => Scheduler.ResumeScheduleAsync(id, cancel));

    /// <inheritdoc/>
    public Task<TaskView> TriggerScheduleAsync(string id, CancellationToken cancel = default) => _node.Ask(_ => Scheduler.TriggerScheduleAsync(id, cancel));
}
