using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Runtime;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>How many tasks there are, asked of the store once a second at most, however many ask.</summary>
internal sealed class TaskCounts(SchedulerRuntime runtime)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private Task<IReadOnlyList<TaskCount>>? _latest;
    private long _askedAt;

    /// <summary>The counts, at most a second old.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<IReadOnlyList<TaskCount>> ReadAsync(CancellationToken cancel)
    {
        Task<IReadOnlyList<TaskCount>> latest;
        lock (_lock)
        {
            var old = _latest is null || _latest.IsFaulted || _latest.IsCanceled || runtime.Time.GetElapsedTime(_askedAt) >= GoodFor;
            if (old && _latest is not { IsCompleted: false })
            {
                _askedAt = runtime.Time.GetTimestamp();

                // Others share the answer, so nobody's leaving may take it away.
                _latest = runtime.Store.Tasks.CountAsync(EngineClock.Now(runtime.Time), CancellationToken.None);
            }

            latest = _latest!;
        }

        return await latest.WaitAsync(cancel);
    }
}
