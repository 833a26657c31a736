using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>The way of all ports to the file: reads to the readers, writes to the writer.</summary>
internal sealed class SqliteCalls(WorkQueue<WriteWork> writes, ReaderPool readers, TimeProvider time)
{
    /// <summary>Now, as it is stored.</summary>
    public long Now() => Microseconds.Of(time.GetUtcNow());

    public Task<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancel) => readers.ReadAsync(read, cancel);

    /// <exception cref="StoreUnavailableException">Too many writes wait, or the file cannot be written.</exception>
    public Task<T> WriteAsync<T>(int weight, Func<Session, T> apply, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var work = new WriteWork<T>(weight, session => new(apply(session)), null);
        return writes.TryAdd(work) ? work.Done.WaitAsync(cancel) : throw new StoreUnavailableException(NoRoom);
    }

    /// <summary>A commit, which answers by value whatever happens.</summary>
    public async Task<CommitOutcome> CommitAsync(int weight, Func<Session, CommitOutcome> apply, CancellationToken cancel)
    {
        var work = new WriteWork<CommitOutcome>(weight, session => Judge(apply(session)), Failed);
        if (!writes.TryAdd(work)) return new CommitOutcome.Refused(NoRoom, Transient: true);
        try
        {
            return await work.Done.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return new CommitOutcome.Unknown("the caller gave up waiting");
        }
    }

    private const string NoRoom = "too many writes wait already, or the store is closed";

    private static Written<CommitOutcome> Judge(CommitOutcome outcome) => new(outcome, outcome is CommitOutcome.Applied);

    private static CommitOutcome Failed(WriteFailure failure, string why) => failure switch
    {
        WriteFailure.Impossible => new CommitOutcome.Refused(why, Transient: false),
        WriteFailure.Refused => new CommitOutcome.Refused(why, Transient: true),
        _ => new CommitOutcome.Unknown(why),
    };
}
