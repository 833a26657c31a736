namespace Akka.Scheduler.Kernel;

/// <summary>The parent of the top-level actors: no actor itself, because any thread may spawn here.</summary>
internal sealed class TopLevel(ActorSystem system) : IParent
{
    private readonly Lock _gate = new();
    private readonly Children _children = new();
    private readonly Dictionary<ActorCell, TaskCompletionSource> _stopping = [];
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

    internal Task StopAsync(ActorCell cell)
    {
        TaskCompletionSource? stopped;
        lock (_gate)
        {
            if (!_children.Contains(cell))
                return Task.CompletedTask;
            if (!_stopping.TryGetValue(cell, out stopped))
                _stopping.Add(cell, stopped = new TaskCompletionSource(system.Dispatcher.CompletionOptions));
        }

        cell.Post(new Lifecycle.Stop());
        return stopped.Task;
    }

    internal async Task ShutdownAsync(TimeSpan timeout)
    {
        var expired = new TaskCompletionSource(system.Dispatcher.CompletionOptions);
        await using var timer = system.Time.CreateTimer(
            static expired => ((TaskCompletionSource)expired!).TrySetResult(), expired, timeout, Timeout.InfiniteTimeSpan);
        foreach (var cell in BeginShutdown())
            await Task.WhenAny(StopAsync(cell), expired.Task);
        if (Remaining() is { Length: > 0 } remaining)
            throw new TimeoutException($"Not stopped within {timeout}: {string.Join(", ", remaining.Select(cell => cell.Path))}.");
    }

    void IParent.OnChildStopped(ActorCell child)
    {
        TaskCompletionSource? stopped;
        lock (_gate)
        {
            _children.Remove(child);
            _stopping.Remove(child, out stopped);
        }

        stopped?.TrySetResult();
    }

    // There is nobody above to decide; the failure hook has been told.
    void IParent.OnChildEscalated(ActorCell child, Exception failure) => child.Post(new Lifecycle.Stop());

    private ActorCell[] BeginShutdown()
    {
        lock (_gate)
        {
            _isShuttingDown = true;
            return [.. _children.InReverse()];
        }
    }

    private ActorCell[] Remaining()
    {
        lock (_gate)
            return [.. _children.InReverse()];
    }
}
