using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>A worker's own account of the credits that it gave to the dispatchers of its cluster.</summary>
/// <remarks>
/// <para>Never more are out than slots are free. What a dispatcher is told is absolute (a stamp, and how many credits of it there are in
/// all), so that a message that is lost, doubled, late or overtaken harms nothing.</para>
/// <para>Each tick begins a new issue for everybody. A dispatcher that hears of it spends nothing of the former one any more, and says how
/// much it had spent; the rest is free again and is shared out anew. Until it has said so, all of the former issue counts as out.</para>
/// <para>An issue older than the grant limit can start nothing, so it is struck out: a credit that was lost on its way costs a slot for
/// the grant limit and no longer.</para>
/// <para>Those that want credits come first, in equal portions, in turn; what is left is spread evenly.</para>
/// </remarks>
internal sealed class CreditLedger
{
    private readonly List<CreditShare> _shares = [];
    private long _stamp;
    private int _next;

    public IReadOnlyList<CreditShare> Shares => _shares;

    /// <summary>Credits that attempts may still come on.</summary>
    public int Outstanding
    {
        get
        {
            var sum = 0;
            foreach (var share in _shares) sum += share.Outstanding;
            return sum;
        }
    }

    /// <summary>Whether somebody wants more than it has.</summary>
    public bool IsShort
    {
        get
        {
            foreach (var share in _shares)
            {
                if (share.Wanted > 0) return true;
            }

            return false;
        }
    }

    /// <summary>Takes over who is there. The credits of a dispatcher that is gone are free at once: what was started on them and comes late is refused.</summary>
    /// <param name="seats">All of them.</param>
    /// <param name="clock">The monotonic clock.</param>
    public void Seat(IReadOnlyList<DispatcherSeat> seats, long clock)
    {
        _shares.RemoveAll(share => !seats.Any(seat => seat.Node == share.Seat.Node));
        foreach (var seat in seats)
        {
            if (Find(seat.Node) is { } known) known.Seat = seat;
            else _shares.Add(new(seat, NextStamp(clock)));
        }
    }

    /// <summary>Begins a new issue for everybody, and strikes out what is older than <paramref name="limit"/>.</summary>
    public void RenewAll(long clock, long limit)
    {
        foreach (var share in _shares)
        {
            share.Renew(NextStamp(clock));
            share.StrikeOut(limit);
        }
    }

    /// <summary>Takes back what is unspent with those that have more than they have use for, for the sake of those that want more.</summary>
    /// <remarks>Never what somebody was given for its want: two that want the same slot would have it in turns, and neither long enough to use it.</remarks>
    public void Recall(long clock)
    {
        foreach (var share in _shares)
        {
            if (share.HasSurplus) share.Renew(NextStamp(clock));
        }
    }

    /// <summary>Takes one credit for an attempt that came on it. False when it was withdrawn or struck out.</summary>
    public bool TryUse(long stamp)
    {
        foreach (var share in _shares)
        {
            if (share.TryUse(stamp)) return true;
        }

        return false;
    }

    /// <summary>Takes a dispatcher's account of itself; one of a dispatcher that is not (any more) there is ignored.</summary>
    public bool Hear(WorkerMessage.Standing standing) => Find(standing.Dispatcher)?.Hear(standing) ?? false;

    /// <summary>Shares out free slots.</summary>
    public void Share(int free)
    {
        if (_shares.Count == 0) return;
        free = Feed(free);
        if (free > 0) Spread(free);
    }

    private int Feed(int free)
    {
        for (var hungry = Hungry(); hungry > 0 && free > 0; hungry = Hungry())
        {
            var portion = Math.Max(1, free / hungry);
            for (var i = 0; i < _shares.Count && free > 0; i++)
            {
                var share = _shares[(_next + i) % _shares.Count];
                var given = Math.Min(Math.Min(portion, share.Wanted), free);
                if (given == 0) continue;
                share.Give(given);
                free -= given;
            }

            _next = (_next + 1) % _shares.Count;
        }

        return free;
    }

    private void Spread(int free)
    {
        var sum = free;
        foreach (var share in _shares) sum += share.Current.Outstanding;
        var (level, rest) = Math.DivRem(sum, _shares.Count);
        for (var i = 0; i < _shares.Count && free > 0; i++)
        {
            var share = _shares[(_next + i) % _shares.Count];
            var given = Math.Min(free, level + (rest-- > 0 ? 1 : 0) - share.Current.Outstanding);
            if (given <= 0) continue;
            share.Give(given);
            free -= given;
        }

        _next = (_next + 1) % _shares.Count;
    }

    private int Hungry()
    {
        var count = 0;
        foreach (var share in _shares)
        {
            if (share.Wanted > 0) count++;
        }

        return count;
    }

    private CreditShare? Find(NodeIncarnation node) => _shares.Find(share => share.Seat.Node == node);

    private long NextStamp(long clock) => _stamp = Math.Max(_stamp + 1, clock);
}
