using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>What a keeper knows of one shard that has to do with a limit, and what it has granted it.</summary>
/// <param name="shard">Which shard.</param>
internal sealed class KeptShare(int shard)
{
    private long _returned;
    private long _grantedSeen;
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
    public LimitTerms Bounds { get; private set; }

    /// <summary>The claim that the permits answer which it may not have heard of yet.</summary>
    public long Stamp { get; private set; }

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

    /// <summary>Takes the shard's word, unless a later one is known.</summary>
    public bool Hear(LimitMessage.Report report, LimitClaim claim, long clock)
    {
        if ((report.Epoch, report.Sequence).CompareTo((Epoch, Sequence)) <= 0) return false;
        // Another account, or another owner: nothing is held of what was granted to the former.
        var isSame = report.Epoch == Epoch && claim.Account == Account;
        Granted = isSame ? Math.Max(Granted, claim.Granted) : claim.Granted;
        _returned = isSame ? Math.Max(_returned, claim.Returned) : claim.Returned;
        (Epoch, Sequence, Account, Ref) = (report.Epoch, report.Sequence, claim.Account, report.ReplyTo);
        (_extra, _grantedSeen, _stampSaid, Terms, Oldest) = (claim.Extra, claim.Granted, claim.Stamp, claim.Terms, claim.Oldest);
        (HeardAt, AskedAt) = (clock, null);
        Wants.Replace(claim.Waiting, Granted - claim.Granted);
        IsUntold |= claim.Granted < Granted;
        return true;
    }

    /// <summary>Grants one more.</summary>
    /// <param name="terms">What the limit allows.</param>
    public void Grant(LimitTerms terms)
    {
        var (max, version) = (Terms.MaxConcurrency, terms.Version);
        if (Granted == _grantedSeen) (Stamp, Bounds) = (_stampSaid, new(max, null, version));
        else Bounds = new(max is { } one && Bounds.MaxConcurrency is { } other ? Math.Max(one, other) : null, null, Math.Min(version, Bounds.Version));
        Granted++;
        Turns++;
        Wants.Lower(1);
        IsUntold = true;
    }
}
