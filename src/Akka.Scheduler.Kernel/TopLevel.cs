namespace Akka.Scheduler.Kernel;

/// <summary>The parent of the top-level actors: no actor itself, because any thread may spawn here.</summary>
internal sealed class TopLevel(ActorSystem system) : IParent
{
    private readonly Lock _gate = new();
    private readonly Children _children = new();
    private readonly List<(ActorCell Cell, Handover<bool> Wait)> _waiting = [];
    private bool _isShuttingDown;

    internal void Add(ActorCell cell)
    {
        lock (_gate)
        {
            if (_isShuttingDown)
                throw new InvalidOperationException($"{system.Path} is shutting down and starts no actor.");
            _children.Add(cell);
        }
    }

    internal Task StopAsync(ActorCell cell) => Stop(cell).Task;

    internal async Task ShutdownAsync(TimeSpan timeout)
    {
        var limit = new ShutdownLimit();
        await using var timer = system.Time.CreateTimer(
            static limit => ((ShutdownLimit)limit!).Expire(), limit, timeout, Timeout.InfiniteTimeSpan);
        foreach (var cell in BeginShutdown())
            await limit.Bound(Stop(cell));
        if (Living() is { Length: > 0 } living)
            throw new TimeoutException($"Not stopped within {timeout}: {string.Join(", ", living.Select(cell => cell.Path))}.");
    }

    void IParent.OnChildStopped(ActorCell child)
    {
        List<(ActorCell Cell, Handover<bool> Wait)> told;
        lock (_gate)
        {
            _children.Remove(child);
            told = _waiting.FindAll(waiting => waiting.Cell == child);
            _waiting.RemoveAll(waiting => waiting.Cell == child);
        }

        foreach (var (_, wait) in told)
            wait.TrySetResult(true);
    }

    // There is nobody above to decide; the failure hook has been told.
    void IParent.OnChildEscalated(ActorCell child, Exception failure) => child.Post(new Lifecycle.Stop());

    private Handover<bool> Stop(ActorCell cell)
    {
        var wait = new Handover<bool>();
        bool isLiving;
        lock (_gate)
        {
            isLiving = _children.Contains(cell);
            if (isLiving)
                _waiting.Add((cell, wait));
        }

        if (isLiving)
            cell.Post(new Lifecycle.Stop());
        else
            wait.TrySetResult(true);
        return wait;
    }

    private ActorCell[] BeginShutdown()
    {
        lock (_gate)
        {
            _isShuttingDown = true;
            return [.. _children.InReverse()];
        }
    }

    private ActorCell[] Living()
    {
        lock (_gate)
            return [.. _children.InReverse()];
    }

    /// <summary>One limit for several waits: when it expires, the wait in hand is over, and so are later ones.</summary>
    private sealed class ShutdownLimit
    {
        private readonly Lock _gate = new();
        private Handover<bool>? _inHand;
        private bool _isExpired;

        internal Task Bound(Handover<bool> wait)
        {
            lock (_gate)
            {
                _inHand = wait;
                return _isExpired ? Task.CompletedTask : wait.Task;
            }
        }

        internal void Expire()
        {
            Handover<bool>? inHand;
            lock (_gate)
            {
                _isExpired = true;
                inHand = _inHand;
            }

            inHand?.TrySetResult(false);
        }
    }
}
