using Microsoft.Data.Sqlite;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>The one thread that writes. All that waits when it comes round goes into one transaction, and so shares one wait for the disk.</summary>
/// <remarks>
/// <para>Each write stands behind a savepoint: one that is fenced or refused leaves no trace, and does not fail its neighbours.</para>
/// <para>What fails before COMMIT is rolled back and was definitely not applied. What fails in COMMIT is unknown: its frames may already stand in
/// the write-ahead log, and a crash before they are overwritten would bring them back to life.</para>
/// </remarks>
internal sealed class Writer : IDisposable
{
    private const int SqliteTooBig = 18;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;
    private readonly Session _session;
    private readonly WorkQueue<WriteWork> _queue;
    private readonly int _maxWeight;
    private readonly Thread _thread;

    public Writer(Session session, WorkQueue<WriteWork> queue, int maxWeight)
    {
        _session = session;
        _queue = queue;
        _maxWeight = maxWeight;
        _thread = new(Run) { IsBackground = true, Name = "sqlite writer" };
        _thread.Start();
    }

    /// <summary>Does what is still queued, and ends.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
        _session.Dispose();
    }

    private void Run()
    {
        var group = new List<WriteWork>();
        var weight = 0;
        while (_queue.Take(group, Joins))
        {
            Commit(group);
            group.Clear();
            weight = 0;
        }

        bool Joins(WriteWork next)
        {
            if (weight == 0) weight = group[0].Weight;
            if (weight + next.Weight > _maxWeight) return false;
            weight += next.Weight;
            return true;
        }
    }

    private void Commit(List<WriteWork> group)
    {
        var applied = new List<WriteWork>(group.Count);
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            foreach (var work in group)
            {
                if (Apply(work)) applied.Add(work);
            }
        }
        catch (SqliteException trouble)
        {
            Abandon();
            if (group.Count == 1) group[0].Fail(WriteFailure.Refused, trouble);
            else Split(group);
            return;
        }

        try
        {
            _session.Execute("COMMIT");
        }
        catch (SqliteException trouble)
        {
            Abandon();
            foreach (var work in applied) work.Fail(WriteFailure.Unknown, trouble);
            return;
        }

        foreach (var work in applied) work.Complete();
    }

    /// <summary>Applies one write. <see langword="false"/> when it has failed for itself and has been told so.</summary>
    /// <exception cref="SqliteException">The whole transaction is in trouble.</exception>
    private bool Apply(WriteWork work)
    {
        _session.Execute("SAVEPOINT work");
        try
        {
            if (!work.Apply(_session)) _session.Execute("ROLLBACK TO work");
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode is SqliteConstraint or SqliteTooBig or SqliteMismatch)
        {
            _session.Execute("ROLLBACK TO work; RELEASE work");
            work.Fail(WriteFailure.Impossible, refused);
            return false;
        }
        catch (Exception bug) when (bug is not SqliteException)
        {
            _session.Execute("ROLLBACK TO work; RELEASE work");
            work.Break(bug);
            return false;
        }

        _session.Execute("RELEASE work");
        return true;
    }

    /// <summary>Sends each write of a failed transaction again by itself: the smaller ones may find room where all together did not.</summary>
    private void Split(List<WriteWork> group)
    {
        foreach (var work in group) Commit([work]);
    }

    private void Abandon()
    {
        if (!_session.InTransaction) return;
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself; the next BEGIN says if anything is still wrong.
        }
    }
}
