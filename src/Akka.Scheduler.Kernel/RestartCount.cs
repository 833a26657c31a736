namespace Akka.Scheduler.Kernel;

/// <summary>Counts restarts in a row and waits the back-off before the next one.</summary>
internal sealed class RestartCount(Supervision supervision, TimeProvider time)
{
    private long _startedAt;
    private ITimer? _timer;

    internal int InARow { get; private set; }

    internal void Started() => _startedAt = time.GetTimestamp();

    /// <summary>Starts the cell again when the back-off is over.</summary>
    internal void Next(ActorCell cell)
    {
        if (time.GetElapsedTime(_startedAt) >= supervision.ResetAfter)
            InARow = 0;
        InARow++;
        Cancel();
        var delay = supervision.BackoffBefore(InARow);
        if (delay == TimeSpan.Zero)
            cell.Post(new Lifecycle.Start());
        else
            _timer = time.CreateTimer(static cell => ((ActorCell)cell!).Post(new Lifecycle.Start()), cell, delay, Timeout.InfiniteTimeSpan);
    }

    internal void Cancel()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
