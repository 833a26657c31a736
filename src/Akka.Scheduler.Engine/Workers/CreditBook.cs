namespace Akka.Scheduler.Engine.Workers;

/// <summary>A worker's own account of the credits that it gave out and that have not come back as grants, by stamp.</summary>
/// <remarks>A credit whose stamp is older than the grant limit can start nothing any more, so it is struck out: one that was lost on its way costs a
/// slot for the grant limit and no longer.</remarks>
internal sealed class CreditBook
{
    private readonly Dictionary<long, int> _out = [];

    /// <summary>Credits that may still come back as grants.</summary>
    public int Outstanding { get; private set; }

    public void Issue(long stamp, int count) => Add(stamp, count);

    /// <summary>Credits of this stamp came back, as grants or unused. One that is not in the account was struck out before.</summary>
    public void Return(long stamp, int count) => Add(stamp, -Math.Min(count, _out.GetValueOrDefault(stamp)));

    /// <summary>The dispatcher stamped credits anew.</summary>
    public void Move(IReadOnlyList<HeldCredits> held, long stamp)
    {
        foreach (var (old, count) in held)
        {
            var known = Math.Min(count, _out.GetValueOrDefault(old));
            Add(old, -known);
            Add(stamp, known);
        }
    }

    /// <summary>Strikes out everything stamped before <paramref name="limit"/>.</summary>
    public void StrikeOut(long limit)
    {
        foreach (var stamp in _out.Keys.Where(stamp => stamp < limit).ToArray()) Add(stamp, -_out[stamp]);
    }

    private void Add(long stamp, int count)
    {
        if (count == 0) return;
        Outstanding += count;
        var sum = _out.GetValueOrDefault(stamp) + count;
        if (sum == 0) _out.Remove(stamp);
        else _out[stamp] = sum;
    }
}
