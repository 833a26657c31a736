using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Logs;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>Runs one attempt from its recorded start to its outcome: resolve the executor, arm the timeout, run, name the outcome, store its output.</summary>
/// <remarks>Its start is durable before it comes here, and its end counts only once its shard has recorded it.</remarks>
internal sealed class AttemptRunner(WorkerServices services, WorkerSettings settings, TimeProvider time)
{
    private const string WorkerStopped = "the worker stopped before the attempt had ended";
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(2);

    public RunningAttempt Open(WorkerMessage.Run run) => new(run.Task, run.Owner, new(run.Task, services.Logs, settings.MaxOutput, time), time);

    public ValueTask<AttemptOutcome> Run(RunningAttempt attempt)
    {
        var name = attempt.Task.Spec.Template.Executor;
        if (services.Executors.Find(name) is not { } executor) return new(Missing(name));
        return executor.RunsInline(attempt.Task.Spec.Template.Payload) ? RunToEnd(executor, attempt) : RunElsewhere(executor, attempt);
    }

    private ValueTask<AttemptOutcome> RunElsewhere(ITaskExecutor executor, RunningAttempt attempt)
    {
        var timeout = attempt.Task.Open!.Deadline - EngineClock.Now(time);
        if (timeout <= TimeSpan.Zero) return new(AttemptRules.Overrun(attempt.Task));
        attempt.Arm(timeout);
        return new(services.Offload(() => RunToEnd(executor, attempt).AsTask()));
    }

    private async ValueTask<AttemptOutcome> RunToEnd(ITaskExecutor executor, RunningAttempt attempt)
    {
        var outcome = await Execute(executor, attempt);
        attempt.Output.Close();
        if (attempt.Output.Any) await StoreOutput();
        return outcome.Bounded(settings.MaxResult);
    }

    private async ValueTask<AttemptOutcome> Execute(ITaskExecutor executor, RunningAttempt attempt)
    {
        try
        {
            return await executor.RunAsync(ContextOf(attempt), attempt.Token);
        }
        catch (OperationCanceledException) when (attempt.IsCancelled)
        {
            return attempt.Stopped is { } cause ? StoppedBy(cause, attempt) : AttemptRules.Overrun(attempt.Task);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new AttemptOutcome.Failed($"{fault.GetType().Name}: {fault.Message}", null) { ErrorType = fault.GetType().FullName };
        }
    }

    // What may run again is given back and does not count; what may run at most once has had its run.
    private static AttemptOutcome StoppedBy(StopCause cause, RunningAttempt attempt) => cause switch
    {
        StopCause.WorkerStops when attempt.Task.Spec.Template.Delivery == DeliveryGuarantee.AtMostOnce => new AttemptOutcome.Failed(WorkerStopped, null) { Reason = TaskReason.Lost },
        StopCause.WorkerStops => new AttemptOutcome.NotRun(WorkerStopped),
        _ => new AttemptOutcome.Cancelled(null),
    };

    private static AttemptOutcome.Failed Missing(string name) =>
        new($"this worker has no executor '{name}'", null) { Retryable = false, Reason = TaskReason.NoExecutor };

    private AttemptContext ContextOf(RunningAttempt attempt)
    {
        var (spec, open) = (attempt.Task.Spec, attempt.Task.Open!);
        return new()
        {
            Task = spec.Id,
            Id = open.Id,
            Number = attempt.Task.Attempt,
            FencingToken = open.FencingToken,
            Deadline = open.Deadline,
            Payload = spec.Template.Payload,
            Labels = spec.Template.Labels,
            Queue = spec.Template.Queue,
            ScheduleId = spec.ScheduleId,
            ScheduledTime = spec.ScheduledTime,
            Part = spec.Part,
            Parts = spec.Parts > 0 ? new(services.Store, services.Owners.Shards, spec) : null,
            TraceParent = spec.TraceParent,
            Output = attempt.Output,
            Progress = attempt.Progress,
        };
    }

    // Whoever sees the task finished shall find its output there; a store that is away does not hold it up for long.
    private async Task StoreOutput()
    {
        try
        {
            await services.Logs.Ask<LogMessage, LogFlushed>(static replyTo => new LogMessage.Flush(replyTo), OutputPatience, time, CancellationToken.None);
        }
        catch (AskTimeoutException)
        {
            // The log writer keeps it and tries on.
        }
    }
}

/// <summary>Starts work that may block on a thread of its own; the simulator starts it in place.</summary>
public delegate Task<AttemptOutcome> Offload(Func<Task<AttemptOutcome>> work);
