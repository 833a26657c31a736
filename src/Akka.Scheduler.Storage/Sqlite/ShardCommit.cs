using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>A shard's batch as one write.</summary>
internal static class ShardCommit
{
    private const int BatchWithoutSteps = 0;

    /// <summary>Anything but applied must be undone by the caller.</summary>
    /// <param name="session">Where the transaction is open.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="now">When, for a batch without steps, which have instants of their own.</param>
    public static CommitOutcome Apply(Session session, ShardBatch batch, long now)
    {
        if (Fence.Stops(session, batch) is { } stopped) return stopped;
        if (SqliteUniqueKeys.Move(session, batch) is { Count: > 0 } taken) return new CommitOutcome.KeysTaken(taken);
        var tasks = new TaskWrites(session, batch.Term.Shard);
        foreach (var change in batch.Changes)
        {
            if (tasks.Apply(change) is { } problem)
                return new CommitOutcome.Refused($"{change.Kind} of task '{change.After.Id}': {problem}", Transient: false);
        }

        tasks.Finish();
        foreach (var row in batch.ConsumedInbox) session["delete_inbox"].Set(1, row.Position).Set(2, batch.Term.Shard).Set(3, row.Task.Value).Run();
        WriteDependencies(session, batch);
        SqliteInbox.Insert(session, batch.Inbox);
        WriteHistory(session, batch, now);
        Fence.Pass(session, batch);
        return CommitOutcome.Applied.Instance;
    }

    /// <remarks>Followers first, so that those of a task that ends in this batch hear of it too.</remarks>
    private static void WriteDependencies(Session session, ShardBatch batch)
    {
        foreach (var row in batch.Followers)
            session["insert_follower"].Set(1, row.Parent.Value).Set(2, row.Child.Value).Set(3, row.Edge).Set(4, batch.Term.Shard).Set(5, row.ChildShard).Run();
        foreach (var (parent, end) in batch.EndedParents)
        {
            session["insert_signals"].Set(1, parent.Value).Set(2, (long)end).Run();
            session["delete_followers"].Set(1, parent.Value).Run();
        }

        foreach (var row in batch.ConsumedSignals)
            session["delete_signal"].Set(1, row.Position).Set(2, batch.Term.Shard).Set(3, row.Child.Value).Set(4, row.Edge).Run();
    }

    private static void WriteHistory(Session session, ShardBatch batch, long now)
    {
        var insert = session["insert_history"].Set(1, batch.Term.Shard).Set(2, batch.ExpectedSeq + 1).Set(4, batch.Term.Epoch);
        for (var number = 0; number < batch.History.Count; number++)
        {
            var entry = batch.History[number];
            insert.Set(3, number)
                .Set(5, Microseconds.Of(entry.At))
                .Set(6, (long)entry.Type)
                .Set(7, entry.Task.Value)
                .Set(8, entry.Seq)
                .Set(9, (long?)entry.From)
                .Set(10, (long)entry.To)
                .Set(11, entry.Attempt)
                .Set(12, entry.AttemptId?.Value)
                .Set(13, entry.Detail)
                .Run();
        }

        if (batch.History.Count == 0) WriteEmpty(insert, now);
    }

    /// <remarks>So that the log has no gap.</remarks>
    private static void WriteEmpty(Statement insert, long now)
    {
        insert.Set(3, 0).Set(5, now).Set(6, BatchWithoutSteps).Set(11, 0);
        foreach (var absent in new[] { 7, 8, 9, 10, 12, 13 }) insert.Set(absent, (string?)null);
        insert.Run();
    }
}
