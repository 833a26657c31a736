namespace Akka.Scheduler.Engine.Shards;

/// <summary>Takes up rows that wait for a shard in the store, so that none is taken up twice.</summary>
/// <remarks>
/// <para>One reading is under way at a time, and is worked off to its last commit before the next one begins. A look that comes meanwhile is made up for.</para>
/// <para>A row leaves the store in the very commit that records what it says. One that leads to what the store can never take stays there; this owner passes it over.</para>
/// </remarks>
/// <param name="position">What tells one row from all others.</param>
/// <param name="page">How many rows a reading holds at most: a full one may have left some behind.</param>
/// <param name="read">Begins a reading, which ends with <see cref="Take"/>.</param>
internal sealed class RowIntake<TRow>(Func<TRow, long> position, int page, Action read)
{
    private readonly HashSet<long> _taken = [];
    private readonly HashSet<long> _left = [];
    private bool _reading;
    private bool _lookAgain;

    /// <summary>Reads, or notes that it is to be read once more.</summary>
    public void Look()
    {
        if (_reading || _taken.Count > 0)
        {
            _lookAgain = true;
            return;
        }

        _reading = true;
        _lookAgain = false;
        read();
    }

    /// <summary>A reading has come. Each row that is answered is owed a <see cref="Gone"/> or a <see cref="Leave"/>.</summary>
    public TRow[] Take(IReadOnlyList<TRow> rows)
    {
        _reading = false;
        TRow[] fresh = [.. rows.Where(row => !_left.Contains(position(row)))];
        _lookAgain |= fresh.Length > 0 && rows.Count == page;
        _taken.UnionWith(fresh.Select(position));
        LookAgainIfDone();
        return fresh;
    }

    /// <summary>The store can never take what a row leads to: it stays where it is, and is passed over.</summary>
    public void Leave(long row)
    {
        _left.Add(row);
        Gone(row);
    }

    /// <summary>A durable batch has removed a row.</summary>
    public void Gone(long row)
    {
        _taken.Remove(row);
        LookAgainIfDone();
    }

    private void LookAgainIfDone()
    {
        if (_lookAgain && _taken.Count == 0) Look();
    }
}
