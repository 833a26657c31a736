using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>A batch on its way, and whoever waits for it.</summary>
internal sealed class PendingCommit(ShardBatch batch, CancellationToken cancel)
{
    public static readonly CommitOutcome GaveUp = new CommitOutcome.Unknown("the caller gave up waiting");

    private readonly TaskCompletionSource<CommitOutcome> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ShardBatch Batch => batch;

    public int Shard => batch.Term.Shard;

    /// <summary>What it counts for in a group: its changed tasks, and the inbox rows that it removes or inserts.</summary>
    public int Operations => batch.Changes.Count + batch.ConsumedInbox.Count + batch.Inbox.Count;

    /// <summary>Nobody waits any more, and nothing was sent.</summary>
    public bool IsAbandoned => cancel.IsCancellationRequested;

    /// <summary>Whoever gives up waiting does not know, and may send the batch again.</summary>
    public async Task<CommitOutcome> OutcomeAsync()
    {
        try
        {
            return await _end.Task.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return GaveUp;
        }
    }

    public void End(CommitOutcome outcome) => _end.TrySetResult(outcome);
}
