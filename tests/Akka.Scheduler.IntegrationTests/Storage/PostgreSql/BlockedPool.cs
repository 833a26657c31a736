using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Tests that take something from the whole process, and so run when no other test does.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>Every thread that the pool may have waits until this is disposed. Whoever uses it must not need the pool meanwhile.</summary>
internal sealed class BlockedPool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ManualResetEventSlim _release = new();
    private readonly CountdownEvent _toBlock;
    private readonly (int Workers, int Ports) _most;
    private volatile bool _hasRun;

    public BlockedPool()
    {
        ThreadPool.GetMaxThreads(out var workers, out var ports);
        _most = (workers, ports);
        var most = ThreadPool.ThreadCount + Environment.ProcessorCount;
        ThreadPool.SetMaxThreads(most, ports);
        _toBlock = new(most);
        for (var n = 0; n < most; n++) ThreadPool.UnsafeQueueUserWorkItem(_ => Block(), null);
        // A thread that is busy elsewhere, as the caller's own may be, takes its blocker when it comes back.
        for (var left = int.MaxValue; !_toBlock.Wait(Patience) && _toBlock.CurrentCount < left;) left = _toBlock.CurrentCount;
        ThreadPool.UnsafeQueueUserWorkItem(_ => _hasRun = true, null);
    }

    /// <summary>Whether work that was queued after all threads were blocked has run.</summary>
    public bool HasRunAnything => _hasRun;

    public void Dispose()
    {
        _release.Set();
        ThreadPool.SetMaxThreads(_most.Workers, _most.Ports);
    }

    private void Block()
    {
        _toBlock.Signal();
        _release.Wait();
    }
}
