using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>What a keeper knows of one shard that has to do with a limit, and what it has granted it.</summary>
/// <param name="shard">Which shard.</param>
internal sealed class KeptShare(int shard)
{
    // Permits that the shard may not have heard of, in runs that were granted on one word of it.
    private readonly Queue<Unheard> _unheard = new();
    private long _returned;
    private int _extra;

    public int Shard => shard;

    /// <summary>The shard's term.</summary>
    public long Epoch { get; private set; }

    /// <summary>Its last word.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its account.</summary>
    public long Account { get; private set; }

    /// <summary>How many permits it was granted on that, in all.</summary>
    public long Granted { get; private set; }

    /// <summary>How many attempts of it may be open now, or be opened.</summary>
    public int Held => (int)Math.Max(0, Granted - _returned) + _extra;

    /// <summary>What of it waits and was not granted yet.</summary>
    public WantCounts Wants { get; } = new();

    /// <summary>Since when the most urgent of it waits.</summary>
    public DateTimeOffset Oldest { get; private set; }

    /// <summary>What it says that the limit allows.</summary>
    public LimitTerms Terms { get; private set; }

    /// <summary>What bounds the use of the permits which it may not have heard of yet: the widest that it had said, and the oldest version of a queue's limit.</summary>
    public LimitTerms Bounds
    {
        get
        {
            var bounds = _unheard.Count > 0 ? _unheard.Peek().Bounds : default;
            foreach (var run in _unheard) bounds = Wider(bounds, run.Bounds);
            return bounds;
        }
    }

    /// <summary>The oldest claim that a permit answers which it may not have heard of yet.</summary>
    public long Stamp => _unheard.Count > 0 ? _unheard.Peek().Stamp : _stampSaid;

    /// <summary>When it was heard, by the monotonic clock.</summary>
    public long HeardAt { get; private set; }

    /// <summary>When it was asked for its word since then; absent when it was not.</summary>
    public long? AskedAt { get; set; }

    /// <summary>Whether it is to be told what it was granted.</summary>
    public bool IsUntold { get; set; }

    /// <summary>How many it was granted in the round of granting that is under way.</summary>
    public int Turns { get; set; }

    /// <summary>Where it is.</summary>
    public ActorRef<ShardMessage> Ref { get; private set; } = null!;

    /// <summary>Whether it has nothing to do with the limit any more.</summary>
    public bool IsIdle => Held == 0 && Wants.Total == 0;

    private long _stampSaid;
    private Unheard? _newest;

    /// <summary>Takes the shard's word, unless a later one is known.</summary>
    public bool Hear(LimitMessage.Report report, LimitClaim claim, long clock)
    {
        if ((report.Epoch, report.Sequence).CompareTo((Epoch, Sequence)) <= 0) return false;
        // Another account, or another owner: nothing is held of what was granted to the former.
        var isSame = report.Epoch == Epoch && claim.Account == Account;
        Granted = isSame ? Math.Max(Granted, claim.Granted) : claim.Granted;
        _returned = isSame ? Math.Max(_returned, claim.Returned) : claim.Returned;
        (Epoch, Sequence, Account, Ref) = (report.Epoch, report.Sequence, claim.Account, report.ReplyTo);
        (_extra, _stampSaid, Terms, Oldest) = (claim.Extra, claim.Stamp, claim.Terms, claim.Oldest);
        if (!isSame) _unheard.Clear();
        while (_unheard.Count > 0 && _unheard.Peek().Last <= claim.Granted) _unheard.Dequeue();
        (HeardAt, AskedAt) = (clock, null);
        Wants.Replace(claim.Waiting, Granted - claim.Granted);
        IsUntold |= claim.Granted < Granted;
        return true;
    }

    /// <summary>Grants one more.</summary>
    /// <param name="terms">What the limit allows.</param>
    public void Grant(LimitTerms terms)
    {
        Granted++;
        Turns++;
        Wants.Lower(1);
        IsUntold = true;
        var bounds = new LimitTerms(Terms.MaxConcurrency, null, terms.Version);
        if (_newest is { } run && _unheard.Count > 0 && run.Stamp == _stampSaid) (run.Last, run.Bounds) = (Granted, Wider(run.Bounds, bounds));
        else _unheard.Enqueue(_newest = new(_stampSaid) { Last = Granted, Bounds = bounds });
    }

    private static LimitTerms Wider(LimitTerms one, LimitTerms other) => new(
        one.MaxConcurrency is { } max && other.MaxConcurrency is { } its ? Math.Max(max, its) : null, null, Math.Min(one.Version, other.Version));

    private sealed class Unheard(long stamp)
    {
        public long Stamp => stamp;

        public required long Last { get; set; }

        public required LimitTerms Bounds { get; set; }
    }
}
