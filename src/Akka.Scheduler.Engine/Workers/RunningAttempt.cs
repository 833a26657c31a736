using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>An attempt that runs on this worker, or ran and is not recorded yet.</summary>
internal sealed class RunningAttempt(TaskSnapshot task, ActorRef<ShardMessage> owner, AttemptOutput output, TimeProvider time) : IDisposable
{
    private AttemptProgress.Mark? _told;
    private CancellationTokenSource? _cancel;

    public TaskSnapshot Task => task;

    public AttemptId Id => task.Open!.Id;

    /// <summary>Who hears of its end; another one after its shard has moved.</summary>
    public ActorRef<ShardMessage> Owner { get; set; } = owner;

    public AttemptOutput Output => output;

    /// <summary>How far it has come.</summary>
    public AttemptProgress Progress { get; } = new(time);

    /// <summary>Whether it has come further than its owner was told.</summary>
    public bool HasNews => Progress.Last != _told;

    /// <summary>Why it was stopped, if it was. Written in the worker's turn, read when the attempt has ended.</summary>
    public StopCause? Stopped { get; private set; }

    /// <summary>Whether its token has been cancelled, by a stop or by its deadline.</summary>
    public bool IsCancelled => _cancel?.IsCancellationRequested ?? false;

    /// <summary>Whether its end has been waiting to be recorded since before the last tick, so that it is time to say it again.</summary>
    public bool ReportedBefore { get; set; }

    /// <summary>When its token was first seen to be cancelled, by the monotonic clock.</summary>
    public long? CancelSeenAt { get; set; }

    /// <summary>How it ended, once it has.</summary>
    public AttemptOutcome? Outcome { get; set; }

    /// <summary>The token that its executor runs under: ends at the deadline, or when it is stopped. Never, until it is armed.</summary>
    public CancellationToken Token => _cancel?.Token ?? CancellationToken.None;

    /// <summary>Arms the deadline. In the worker's turn, before the executor runs.</summary>
    public void Arm(TimeSpan timeout) => _cancel = new(timeout, time);

    /// <summary>What its owner is to be told: that it runs, and how far it has come.</summary>
    public RunningNote TakeNote()
    {
        _told = Progress.Last;
        return new(Task.Id, Id, _told);
    }

    public void Stop(StopCause why)
    {
        if (Outcome is not null || Stopped is not null) return;
        Stopped = why;
        try
        {
            _cancel?.Cancel();
        }
        catch (AggregateException)
        {
            // A handler's own callback failed; it is told all the same, and its outcome speaks for it.
        }
    }

    public void Dispose() => _cancel?.Dispose();
}
