using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;

namespace Akka.Scheduler.Hosting;

/// <summary>
/// Tasks and schedules from inside the process that a node is embedded in, without HTTP. What is answered is durable; it may be asked of any node of the
/// cluster.
/// </summary>
/// <remarks>
/// Every method throws <see cref="SchedulerException"/> for what the HTTP interface answers with a problem, with the same status, code, field and words; 503
/// while the node starts or stops, too. What is not offered here (calendars, queues, lists, parts) is offered by <c>SchedulerClient</c>.
/// </remarks>
public interface ITaskScheduler
{
    /// <summary>Submits a task for a handler's class.</summary>
    /// <typeparam name="THandler">The class; its name is that of its registration, or of its <see cref="TaskAttribute"/>.</typeparam>
    /// <typeparam name="TInput">What it takes.</typeparam>
    /// <param name="input">What it is given.</param>
    /// <param name="with">Changes the request before it is sent: <c>task => task with { Delay = …, Queue = … }</c>.</param>
    /// <param name="cancel">Stops waiting; what was sent may still be made.</param>
    /// <returns>The task as it stands.</returns>
    Task<TaskView> EnqueueAsync<THandler, TInput>(
        TInput input, Func<SubmitTaskRequest, SubmitTaskRequest>? with = null, CancellationToken cancel = default)
        where THandler : class, ITaskInput<TInput>;

    /// <summary>Submits a task for a handler by its name: a function, a method, or one that only other nodes have.</summary>
    /// <typeparam name="TInput">What it takes.</typeparam>
    /// <param name="handler">The name that tasks call it by.</param>
    /// <param name="input">What it is given.</param>
    /// <param name="with">Changes the request before it is sent.</param>
    /// <param name="cancel">Stops waiting; what was sent may still be made.</param>
    /// <returns>The task as it stands.</returns>
    Task<TaskView> EnqueueAsync<TInput>(
        string handler, TInput input, Func<SubmitTaskRequest, SubmitTaskRequest>? with = null, CancellationToken cancel = default);

    /// <summary>Submits a task of any kind.</summary>
    /// <param name="request">As in <c>POST /tasks</c>.</param>
    /// <param name="cancel">Stops waiting; what was sent may still be made.</param>
    /// <returns>The task as it stands: made now, or there already under this id.</returns>
    Task<TaskView> SubmitAsync(SubmitTaskRequest request, CancellationToken cancel = default);

    /// <summary>The task as it stands; <see langword="null"/> when there is none.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<TaskView?> GetAsync(string id, CancellationToken cancel = default);

    /// <summary>Cancels a task, also while it runs.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why, for its history.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The task as it stands.</returns>
    Task<TaskView> CancelAsync(string id, string? reason = null, CancellationToken cancel = default);

    /// <summary>Runs a finished task again, due at once and with all its retries.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The task as it stands.</returns>
    Task<TaskView> RetryAsync(string id, CancellationToken cancel = default);

    /// <summary>Submits many tasks, which may wait for each other, and one that runs when all have ended. One that is refused is said by itself; the others are made.</summary>
    /// <param name="request">As in <c>POST /tasks/batch</c>.</param>
    /// <param name="cancel">Stops waiting; what was sent may still be made.</param>
    /// <returns>What became of each, in their order.</returns>
    Task<BatchReply> SubmitBatchAsync(BatchRequest request, CancellationToken cancel = default);

    /// <summary>
    /// Waits for a task's end, however long it takes, wherever it runs, and over outages of the store and take-overs of its shard. A task that another
    /// process has submitted will do as well.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting; the task goes on.</param>
    /// <returns>The task as it ended, however it did.</returns>
    Task<TaskView> WaitAsync(string id, CancellationToken cancel = default);

    /// <summary>Waits for a task's end as <see cref="WaitAsync"/> does, and reads its result.</summary>
    /// <typeparam name="TOutput">What its handler answers.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting; the task goes on.</param>
    /// <returns>The result; the default of its type when the handler answered none, or one that was too long to be kept.</returns>
    /// <exception cref="TaskNotSucceededException">It has ended otherwise.</exception>
    /// <exception cref="System.Text.Json.JsonException">The result is none of that type.</exception>
    Task<TOutput?> WaitForResultAsync<TOutput>(string id, CancellationToken cancel = default);

    /// <summary>Makes a schedule for a handler's class, or puts another definition in the place of the one with this id. A pause stays.</summary>
    /// <typeparam name="THandler">The class; its name is that of its registration, or of its <see cref="TaskAttribute"/>.</typeparam>
    /// <typeparam name="TInput">What it takes.</typeparam>
    /// <param name="id">The schedule's id.</param>
    /// <param name="cron">When: 5 or 6 fields, or a macro, in UTC unless <paramref name="with"/> says otherwise.</param>
    /// <param name="input">What each task is given.</param>
    /// <param name="with">Changes the request before it is sent: <c>schedule => schedule with { TimeZone = …, Overlap = … }</c>.</param>
    /// <param name="cancel">Stops waiting; it may still be made.</param>
    /// <returns>The schedule as it stands.</returns>
    Task<ScheduleView> PutScheduleAsync<THandler, TInput>(
        string id, string cron, TInput input, Func<ScheduleRequest, ScheduleRequest>? with = null, CancellationToken cancel = default)
        where THandler : class, ITaskInput<TInput>;

    /// <summary>Makes a schedule of any kind, or puts another definition in its place.</summary>
    /// <param name="request">As in <c>POST /schedules</c>; the id is required.</param>
    /// <param name="cancel">Stops waiting; it may still be made.</param>
    /// <returns>The schedule as it stands.</returns>
    Task<ScheduleView> PutScheduleAsync(ScheduleRequest request, CancellationToken cancel = default);

    /// <summary>A schedule as it stands; <see langword="null"/> when there is none.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<ScheduleView?> GetScheduleAsync(string id, CancellationToken cancel = default);

    /// <summary>Deletes a schedule; the tasks that it has made stay.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteScheduleAsync(string id, CancellationToken cancel = default);

    /// <summary>Stops a schedule: instants that fall due meanwhile are recorded as skipped.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why; shown while it is paused.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The schedule as it stands.</returns>
    Task<ScheduleView> PauseScheduleAsync(string id, string? reason = null, CancellationToken cancel = default);

    /// <summary>Lets a paused schedule go on.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The schedule as it stands.</returns>
    Task<ScheduleView> ResumeScheduleAsync(string id, CancellationToken cancel = default);

    /// <summary>Makes a schedule's task now, beside its instants, also while it is paused.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting; the task may still be made.</param>
    /// <returns>The task.</returns>
    Task<TaskView> TriggerScheduleAsync(string id, CancellationToken cancel = default);
}
