using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>The commits of this node's shards since it started. Written by all shards, read by anybody.</summary>
internal sealed class CommitStatistics(TimeProvider time)
{
    private long _steps;
    private long _applied;
    private long _fenced;
    private long _refused;
    private long _unknown;

    /// <summary>How long they took.</summary>
    public LatencyHistogram Took { get; } = new(time);

    /// <summary>Steps of tasks in commits that were applied; with their number, the mean size of a batch.</summary>
    public long Steps => Interlocked.Read(ref _steps);

    /// <summary>How many ended how.</summary>
    public IReadOnlyList<(string Outcome, long Count)> ByOutcome =>
    [
        ("applied", Interlocked.Read(ref _applied)), ("fenced", Interlocked.Read(ref _fenced)),
        ("refused", Interlocked.Read(ref _refused)), ("unknown", Interlocked.Read(ref _unknown)),
    ];

    public void Take(ShardBatch batch, CommitOutcome outcome, TimeSpan took)
    {
        Took.Record(took);
        switch (outcome)
        {
            case CommitOutcome.Applied:
                Interlocked.Increment(ref _applied);
                Interlocked.Add(ref _steps, batch.History.Count);
                break;
            case CommitOutcome.Fenced: Interlocked.Increment(ref _fenced); break;
            case CommitOutcome.Refused: Interlocked.Increment(ref _refused); break;
            default: Interlocked.Increment(ref _unknown); break;
        }
    }
}
