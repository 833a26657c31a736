using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Runtime;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>How many tasks there are, asked of the store once a second at most, however many ask.</summary>
/// <remarks>Where an answer takes long, it is good for twenty times as long, up to half a minute: counting never takes more than a twentieth of a
/// connection.</remarks>
internal sealed class TaskCounts(SchedulerRuntime runtime)
{
    private const int Leisure = 20;
    private static readonly TimeSpan GoodForAtLeast = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GoodForAtMost = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private Task<IReadOnlyList<TaskCount>>? _latest;
    private long _askedAt;
    private TimeSpan _goodFor = GoodForAtLeast;

    /// <summary>The counts, a second old, or more where counting takes long.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<IReadOnlyList<TaskCount>> ReadAsync(CancellationToken cancel)
    {
        Task<IReadOnlyList<TaskCount>> latest;
        lock (_lock)
        {
            var old = _latest is null || _latest.IsFaulted || _latest.IsCanceled || runtime.Time.GetElapsedTime(_askedAt) >= _goodFor;
            if (old && _latest is not { IsCompleted: false })
            {
                _askedAt = runtime.Time.GetTimestamp();

                // Others share the answer, so nobody's leaving may take it away.
                _latest = AskAsync(_askedAt);
            }

            latest = _latest!;
        }

        return await latest.WaitAsync(cancel);
    }

    private async Task<IReadOnlyList<TaskCount>> AskAsync(long since)
    {
        var counts = await runtime.Store.Tasks.CountAsync(EngineClock.Now(runtime.Time), CancellationToken.None);
        var goodFor = runtime.Time.GetElapsedTime(since) * Leisure;
        lock (_lock) _goodFor = goodFor < GoodForAtLeast ? GoodForAtLeast : goodFor > GoodForAtMost ? GoodForAtMost : goodFor;
        return counts;
    }
}
