using Akka.Scheduler.Engine.Storage;
using Microsoft.Data.Sqlite;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>A few threads with a read-only connection each. In write-ahead mode they never wait for the writer, nor it for them.</summary>
internal sealed class ReaderPool : IDisposable
{
    private readonly WorkQueue<Action<Session>> _queue;
    private readonly List<Thread> _threads = [];
    private readonly List<Session> _sessions;

    public ReaderPool(List<Session> sessions, int capacity)
    {
        _sessions = sessions;
        _queue = new(capacity);
        foreach (var session in sessions)
        {
            var thread = new Thread(() => Run(session)) { IsBackground = true, Name = "sqlite reader" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>Runs <paramref name="read"/> on one of the connections; all its statements see the same state of the store.</summary>
    /// <exception cref="StoreUnavailableException">Too many reads wait, or the file cannot be read.</exception>
    public Task<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.TryAdd(session => Answer(session, read, done))
            ? done.Task.WaitAsync(cancel)
            : throw new StoreUnavailableException("too many reads wait already, or the store is closed");
    }

    public void Dispose()
    {
        _queue.Close();
        foreach (var thread in _threads) thread.Join();
        foreach (var session in _sessions) session.Dispose();
    }

    private static void Answer<T>(Session session, Func<Session, T> read, TaskCompletionSource<T> done)
    {
        try
        {
            session.Execute("BEGIN");
            T answer;
            try
            {
                answer = read(session);
            }
            finally
            {
                if (session.InTransaction) session.Execute("ROLLBACK");
            }

            done.TrySetResult(answer);
        }
        catch (SqliteException trouble)
        {
            done.TrySetException(new StoreUnavailableException($"SQLite did not read: {trouble.Message}", trouble));
        }
        catch (Exception bug)
        {
            done.TrySetException(bug);
        }
    }

    private void Run(Session session)
    {
        var taken = new List<Action<Session>>();
        while (_queue.Take(taken, static _ => false))
        {
            taken[0](session);
            taken.Clear();
        }
    }
}
