namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Does a task inside this process. Made anew in a service scope of its own for every attempt.</summary>
public interface ITaskHandler
{
    /// <summary>Does one attempt.</summary>
    /// <param name="context">Whose attempt; the payload is in it as text.</param>
    /// <param name="cancel">Cancelled at the deadline, on cancellation of the task and when the worker stops.</param>
    /// <returns>The result, written as JSON; <see langword="null"/> for none.</returns>
    /// <exception cref="NonRetryableException">It failed and would fail again. Any other exception is tried again.</exception>
    Task<object?> HandleAsync(TaskContext context, CancellationToken cancel);
}

/// <summary>What a handler takes: lets a submission by the handler's class be checked by the compiler. Implemented through the interfaces below.</summary>
/// <typeparam name="TInput">What the payload is read as.</typeparam>
public interface ITaskInput<in TInput>;

/// <summary>Does a task inside this process, with its payload read as <typeparamref name="TInput"/>.</summary>
/// <typeparam name="TInput">What the payload is read as.</typeparam>
public interface ITaskHandler<in TInput> : ITaskInput<TInput>
{
    /// <summary>Does one attempt.</summary>
    /// <param name="input">The payload.</param>
    /// <param name="context">Whose attempt.</param>
    /// <param name="cancel">Cancelled at the deadline, on cancellation of the task and when the worker stops.</param>
    /// <exception cref="NonRetryableException">It failed and would fail again. Any other exception is tried again.</exception>
    Task HandleAsync(TInput input, TaskContext context, CancellationToken cancel);
}

/// <summary>Does a task inside this process, with payload and result typed.</summary>
/// <typeparam name="TInput">What the payload is read as.</typeparam>
/// <typeparam name="TOutput">What is written as the result.</typeparam>
public interface ITaskHandler<in TInput, TOutput> : ITaskInput<TInput>
{
    /// <summary>Does one attempt.</summary>
    /// <param name="input">The payload.</param>
    /// <param name="context">Whose attempt.</param>
    /// <param name="cancel">Cancelled at the deadline, on cancellation of the task and when the worker stops.</param>
    /// <returns>The result, written as JSON.</returns>
    /// <exception cref="NonRetryableException">It failed and would fail again. Any other exception is tried again.</exception>
    Task<TOutput> HandleAsync(TInput input, TaskContext context, CancellationToken cancel);
}
