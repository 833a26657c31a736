using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;

namespace Akka.Scheduler.Hosting;

/// <summary>Submits tasks from inside the process that a node is embedded in, without HTTP. A task is acknowledged only when it is durable.</summary>
/// <remarks>Every method throws <see cref="SchedulerException"/> for what the HTTP interface answers with a problem.</remarks>
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
}
