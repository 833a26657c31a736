using System.Collections.Concurrent;
using Akka.Scheduler.TestKit.Network;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>One node of a rig, its links, and what an operator's supervisor does: start it again whenever it ends.</summary>
internal sealed class RigNode : IAsyncDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromMilliseconds(300);
    private readonly NodeProcess _process;
    private readonly CancellationTokenSource _end = new();
    private readonly Func<RigNode, CancellationToken, Task> _ready;
    private readonly Task _keeping;
    private volatile TaskCompletionSource _wanted = Done();
    private volatile bool _expected;

    private RigNode(string name, NodeProcess process, LinkProxy store, LinkProxy peers, Func<RigNode, CancellationToken, Task> ready)
    {
        (Name, _process, Store, Peers, _ready) = (name, process, store, peers, ready);
        _keeping = KeepAsync();
    }

    public string Name { get; }

    /// <summary>Its way to the database.</summary>
    public LinkProxy Store { get; }

    /// <summary>The other nodes' way to it.</summary>
    public LinkProxy Peers { get; }

    public Uri Http => _process.Http;

    /// <summary>The process that runs now, or ran last.</summary>
    public int ProcessId => _process.Process.Id;

    /// <summary>Whether it should run; false while it is held down.</summary>
    public bool IsWanted => _wanted.Task.IsCompleted;

    /// <summary>How often it ended by itself, with the last lines that it wrote.</summary>
    public ConcurrentQueue<string> Deaths { get; } = new();

    public static async Task<RigNode> StartAsync(string name, LinkProxy store, LinkProxy peers, Func<RigNode, CancellationToken, Task> ready, params string[] settings)
    {
        var node = new RigNode(name, await NodeProcess.StartAsync(settings), store, peers, ready);
        await ready(node, CancellationToken.None);
        return node;
    }

    /// <summary>Kills it, and keeps it down for a while.</summary>
    public async Task KillAsync(TimeSpan down, CancellationToken cancel)
    {
        HoldDown();
        _process.Process.Send(ProcessSignal.Kill);
        await LetUpAfterAsync(down, cancel);
    }

    /// <summary>Stops it for a while, as a suspended machine would.</summary>
    public async Task PauseAsync(TimeSpan length, CancellationToken cancel)
    {
        var process = _process.Process;
        process.Send(ProcessSignal.Pause);
        try
        {
            await Task.Delay(length, cancel);
        }
        finally
        {
            process.Send(ProcessSignal.Continue);
        }
    }

    /// <summary>Asks it to stop, and starts it again when it has.</summary>
    public async Task TerminateAsync(CancellationToken cancel)
    {
        HoldDown();
        try
        {
            await _process.TerminateAsync().WaitAsync(cancel);
        }
        finally
        {
            _wanted.TrySetResult();
        }
    }

    /// <summary>Asks it to stop, and leaves it so.</summary>
    public async Task LeaveAsync(CancellationToken cancel)
    {
        HoldDown();
        await _process.TerminateAsync().WaitAsync(cancel);
    }

    /// <summary>Completes when it serves.</summary>
    public async Task UntilReadyAsync(CancellationToken cancel) => await _ready(this, cancel);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _keeping;
        await _process.DisposeAsync();
        await Store.DisposeAsync();
        await Peers.DisposeAsync();
        _end.Dispose();
    }

    private void HoldDown()
    {
        _expected = true;
        _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task LetUpAfterAsync(TimeSpan down, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(down, cancel);
        }
        finally
        {
            _wanted.TrySetResult();
        }
    }

    private async Task KeepAsync()
    {
        try
        {
            while (true)
            {
                var code = await _process.Process.ExitAsync(Timeout.InfiniteTimeSpan).WaitAsync(_end.Token);
                if (!_expected) Deaths.Enqueue($"{Name} ended with code {code}: {string.Join(" | ", _process.Process.Output.All.Split('\n').TakeLast(4))}");
                await _wanted.Task.WaitAsync(_end.Token);
                _expected = false;
                await Task.Delay(RestartPause, _end.Token);
                await TryRestartAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The rig is taken down.
        }
    }

    // One that cannot reach its store ends again, or is still trying: it is given another go.
    private async Task TryRestartAsync()
    {
        try
        {
            await _process.RestartAsync().WaitAsync(_end.Token);
        }
        catch (InvalidOperationException)
        {
            // It has ended, and its end will be seen.
        }
        catch (TimeoutException)
        {
            _process.Process.Send(ProcessSignal.Kill);
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
