namespace Akka.Scheduler.Engine.Workers;

/// <summary>One dispatcher's share of a worker's credits: the issue that it spends from now, and earlier ones that attempts may still come on.</summary>
internal sealed class CreditShare(DispatcherSeat seat, long stamp)
{
    private readonly List<CreditIssue> _earlier = [];
    private long _heard;

    // How many credits it has use for, by its own word, less what it used since.
    private int _needs;

    public DispatcherSeat Seat { get; set; } = seat;

    public CreditIssue Current { get; private set; } = new(stamp);

    /// <summary>How many more credits it could use at once, by its own word, less what it was given since.</summary>
    public int Wanted { get; private set; }

    /// <summary>Whether it was not told yet how it stands.</summary>
    public bool Untold { get; set; } = true;

    /// <summary>Whether it has said anything yet.</summary>
    public bool Answers => _heard > 0;

    /// <summary>The oldest stamp that still counts.</summary>
    public long Oldest => _earlier.Count > 0 ? _earlier[0].Stamp : Current.Stamp;

    /// <summary>Whether it has more than it has use for. What it was given because it wanted it is none of that, though it wants no more now.</summary>
    public bool HasSurplus => Wanted == 0 && Current.Outstanding > _needs;

    public int Outstanding
    {
        get
        {
            var sum = Current.Outstanding;
            foreach (var issue in _earlier) sum += issue.Outstanding;
            return sum;
        }
    }

    public void Give(int count)
    {
        Current.Give(count);
        Wanted = Math.Max(0, Wanted - count);
        Untold = true;
    }

    /// <summary>Begins another issue, empty. What is unspent of the former one ends as soon as the dispatcher hears of it.</summary>
    public void Renew(long stamp)
    {
        if (Current.Outstanding > 0) _earlier.Add(Current);
        Current = new(stamp);
        Untold = true;
    }

    /// <summary>Takes one credit of a stamp for an attempt that came on it. False when there is none.</summary>
    public bool TryUse(long stamp)
    {
        if (Find(stamp) is not { Outstanding: > 0 } issue) return false;
        issue.Use();
        _needs = Math.Max(0, _needs - 1);
        if (issue.Outstanding == 0) _earlier.Remove(issue);
        return true;
    }

    /// <summary>Strikes out what can start nothing any more.</summary>
    public void StrikeOut(long limit) => _earlier.RemoveAll(issue => issue.Stamp < limit);

    /// <summary>Takes the dispatcher's account of itself. One that is overtaken by a later one is ignored.</summary>
    public bool Hear(WorkerMessage.Standing standing)
    {
        if (standing.Sequence <= _heard) return false;
        _heard = standing.Sequence;
        Wanted = _needs = standing.Unmet;
        foreach (var issue in _earlier)
        {
            if (issue.Stamp < standing.Stamp) issue.Close(SpentOf(issue.Stamp, standing.Spent));
        }

        _earlier.RemoveAll(static issue => issue.Outstanding == 0);
        return true;
    }

    // What is not mentioned never reached the dispatcher, or came back to it whole.
    private static int SpentOf(long stamp, IReadOnlyList<SpentCredits> spent)
    {
        foreach (var one in spent)
        {
            if (one.Stamp == stamp) return one.Count;
        }

        return 0;
    }

    private CreditIssue? Find(long stamp)
    {
        if (Current.Stamp == stamp) return Current;
        foreach (var issue in _earlier)
        {
            if (issue.Stamp == stamp) return issue;
        }

        return null;
    }
}
