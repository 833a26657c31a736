using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Embedding;
using Akka.Scheduler.Testing.Running;

namespace Akka.Scheduler.Testing;

/// <summary>
/// The whole scheduler in one process, for tests of an application: the real engine and rules, over a store in memory, in virtual time, without ports and
/// without a database. The same seed and the same calls give the same run.
/// </summary>
/// <remarks>
/// <para>Time stands until <see cref="Advance"/> or <see cref="RunUntilIdle"/> moves it. Handlers run on one thread, that of the scheduler, and see the time of
/// the injected <see cref="TimeProvider"/>: <c>Task.Delay(span, time, cancel)</c> and timers on it end when the test moves the clock that far.</para>
/// <para>A handler may await anything else as well (files, HTTP, the thread pool). Virtual time stands still for it: every call here waits, in real time, until
/// no handler awaits such a thing any more, at most <see cref="TestSchedulerOptions.RealAwaitLimit"/>. A handler must not block its thread.</para>
/// </remarks>
public sealed partial class TestScheduler : ITaskScheduler, IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private readonly TestNode _node;

    private TestScheduler(TestNode node) => _node = node;

    private InProcessScheduler Scheduler => _node.Application.Scheduler;

    /// <summary>The services of the application under test, with the clock among them.</summary>
    public IServiceProvider Services => _node.Application.Services;

    /// <summary>The clock that handlers get.</summary>
    public TimeProvider Time => _node.Time;

    /// <summary>Now, in virtual time.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Starts a scheduler.</summary>
    /// <param name="configure">Registers handlers, and sets whatever shall not be as usual.</param>
    /// <exception cref="TaskHandlersException">Something is wrong with handlers or their schedules; all of it is named.</exception>
    public static async Task<TestScheduler> StartAsync(Action<TestSchedulerOptions>? configure = null)
    {
        var options = new TestSchedulerOptions();
        configure?.Invoke(options);
        return new(await TestNode.StartAsync(options));
    }

    /// <summary>Moves the clock, and runs everything that falls due on the way, to where it awaits a later time.</summary>
    /// <param name="span">Zero or more; zero runs what is due now.</param>
    /// <exception cref="HandlerNotDoneException">A handler awaits something else than the clock for too long.</exception>
    public Task Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        return _node.Do(run => run.Advance(span));
    }

    /// <summary>
    /// Runs what is due now to its end. The clock moves as far as running attempts await it, and no further: retries and schedules that are due later are left
    /// to <see cref="Advance"/>. Tasks that cannot start (their queue is paused, a limit is reached) are left after 30 s without a step.
    /// </summary>
    /// <param name="limit">How far the clock may move; default 7 days.</param>
    /// <exception cref="HandlerNotDoneException">A handler awaits something else than the clock for too long.</exception>
    /// <exception cref="TimeoutException">The clock has moved by the limit, and attempts still run.</exception>
    public Task RunUntilIdle(TimeSpan? limit = null) => _node.Do(run => run.UntilIdle(limit ?? Longest));

    /// <inheritdoc/>
    public Task<TaskView> EnqueueAsync<THandler, TInput>(
        TInput input, Func<SubmitTaskRequest, SubmitTaskRequest>? with = null, CancellationToken cancel = default)
        where THandler : class, ITaskInput<TInput> => _node.Ask(_ => Scheduler.EnqueueAsync<THandler, TInput>(input, with, cancel));

    /// <inheritdoc/>
    public Task<TaskView> EnqueueAsync<TInput>(
        string handler, TInput input, Func<SubmitTaskRequest, SubmitTaskRequest>? with = null, CancellationToken cancel = default) =>
        _node.Ask(_ => Scheduler.EnqueueAsync(handler, input, with, cancel));

    /// <inheritdoc/>
    public Task<TaskView> SubmitAsync(SubmitTaskRequest request, CancellationToken cancel = default) =>
        _node.Ask(_ => Scheduler.SubmitAsync(request, cancel));

    /// <inheritdoc/>
    public Task<TaskView?> GetAsync(string id, CancellationToken cancel = default) => _node.Ask(_ => Scheduler.GetAsync(id, cancel));

    /// <inheritdoc/>
    public Task<TaskView> CancelAsync(string id, string? reason = null, CancellationToken cancel = default) =>
        _node.Ask(_ => Scheduler.CancelAsync(id, reason, cancel));

    /// <inheritdoc/>
    public Task<TaskView> RetryAsync(string id, CancellationToken cancel = default) => _node.Ask(_ => Scheduler.RetryAsync(id, cancel));

    /// <inheritdoc/>
    public Task<BatchReply> SubmitBatchAsync(BatchRequest request, CancellationToken cancel = default) =>
        _node.Ask(_ => Scheduler.SubmitBatchAsync(request, cancel));

    /// <summary>Moves the clock until a task has ended, at most 7 days; everything else that falls due on the way runs too.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops moving.</param>
    /// <returns>The task as it ended, however it did.</returns>
    /// <exception cref="TimeoutException">It has not ended in 7 days.</exception>
    public async Task<TaskView> WaitAsync(string id, CancellationToken cancel = default)
    {
        TaskView? task = null;
        await _node.Until(
            async _ =>
            {
                cancel.ThrowIfCancellationRequested();
                task = await Scheduler.GetAsync(id, cancel) ?? throw Refusal.NotFound($"task '{id}'");
                return task.FinishedAt is not null;
            },
            Longest);
        return task!;
    }

    /// <summary>Moves the clock until a task has ended, at most 7 days, and reads its result.</summary>
    /// <typeparam name="TOutput">What its handler answers.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops moving.</param>
    /// <returns>The result; the default of its type when the handler answered none.</returns>
    /// <exception cref="TaskNotSucceededException">It has ended otherwise.</exception>
    /// <exception cref="TimeoutException">It has not ended in 7 days.</exception>
    public async Task<TOutput?> WaitForResultAsync<TOutput>(string id, CancellationToken cancel = default) =>
        Scheduler.ResultOf<TOutput>(await WaitAsync(id, cancel));

    /// <summary>Stops at once; attempts that run are dropped.</summary>
    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
