namespace Akka.Scheduler.Testing.Running;

/// <summary>
/// The one thread that a simulation runs on. Tests hand it commands, one at a time; continuations of handlers that were elsewhere come back to it as posts,
/// which it takes up between commands and within one that waits for them.
/// </summary>
internal sealed class SimulationThread : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Action> _commands = [];
    private readonly Queue<Action> _posts = [];
    private readonly Thread _thread;
    private Action _afterPosts = static () => { };
    private bool _isDisposed;

    public SimulationThread()
    {
        _thread = new(Work) { IsBackground = true, Name = "test scheduler" };
        _thread.Start();
    }

    /// <summary>Whether the caller is on this thread.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>What follows posts that came between commands.</summary>
    public void AfterPosts(Action run) => _afterPosts = run;

    /// <summary>Runs a command after those before it.</summary>
    public Task<T> RunAsync<T>(Func<T> command)
    {
        if (IsCurrent) throw new InvalidOperationException("A handler cannot move its own scheduler's clock; it can submit and read through ITaskScheduler.");
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(TestScheduler));
            _commands.Enqueue(() => Answer(command, answer));
            Monitor.PulseAll(_gate);
        }

        return answer.Task;
    }

    /// <summary>Brings something to the thread, from any.</summary>
    public void Post(Action post)
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _posts.Enqueue(post);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes up all posts that are there.</summary>
    public bool TakePosts()
    {
        var any = false;
        while (TryTake(_posts) is { } post)
        {
            post();
            any = true;
        }

        return any;
    }

    /// <summary>Waits, on this thread, until something is posted.</summary>
    /// <returns>Whether something was, within the limit.</returns>
    public bool WaitForPost(TimeSpan limit)
    {
        lock (_gate)
        {
            return _posts.Count > 0 || (limit > TimeSpan.Zero && Monitor.Wait(_gate, limit)) || _posts.Count > 0;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private static void Answer<T>(Func<T> command, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(command());
        }
        catch (Exception fault)
        {
            answer.TrySetException(fault);
        }
    }

    private void Work()
    {
        while (true)
        {
            if (TakePosts()) _afterPosts();
            if (TryTake(_commands) is { } command)
            {
                command();
                continue;
            }

            lock (_gate)
            {
                if (_isDisposed) return;
                if (_posts.Count == 0 && _commands.Count == 0) Monitor.Wait(_gate);
            }
        }
    }

    private Action? TryTake(Queue<Action> from)
    {
        lock (_gate) return from.TryDequeue(out var action) ? action : null;
    }
}
