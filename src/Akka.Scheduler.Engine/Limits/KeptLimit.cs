using Akka.Scheduler.Engine.Dispatch;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>A limit, as its keeper keeps it.</summary>
/// <remarks>Invariant: it grants only while fewer attempts may be open than the limit allows, those that run without a permit among them.</remarks>
/// <param name="name">Which.</param>
/// <param name="bucket">Its rate.</param>
/// <param name="lowerTurn">Of so many permits in a row one goes to a shard whose most urgent task is less urgent than another's.</param>
internal sealed class KeptLimit(LimitName name, TokenBucket bucket, int lowerTurn)
{
    private readonly SortedDictionary<int, KeptShare> _shares = [];
    private HashSet<int> _countedBy = [];
    private LimitTerms _set;
    private readonly LowerTurns _lower = new(lowerTurn);
    private long _inForce;

    public LimitName Name => name;

    public TokenBucket Bucket => bucket;

    /// <summary>The shards that have to do with it.</summary>
    public IReadOnlyCollection<KeptShare> Shares => _shares.Values;

    /// <summary>What it allows now: of a queue, what is set; of a key, the narrowest that any task which waits allows.</summary>
    public LimitTerms Terms
    {
        get
        {
            if (name.IsQueue) return _set;
            var terms = default(LimitTerms);
            foreach (var share in _shares.Values)
            {
                terms = new(
                    WantedTerms.Lesser(terms.MaxConcurrency, share.Terms.MaxConcurrency), WantedTerms.Lesser(terms.RatePerSecond, share.Terms.RatePerSecond), 0);
            }

            return terms;
        }
    }

    /// <summary>The rate that a token was taken at last.</summary>
    public double? LastRate { get; set; }

    /// <summary>Whether it may be forgotten once nobody has to do with it: it would be the same if it were begun anew.</summary>
    public bool IsAtRest => name.IsQueue ? _set.AreOpen : LastRate is not { } rate || bucket.IsFull(rate);

    /// <summary>How many attempts may be open now.</summary>
    public int Held
    {
        get
        {
            var sum = 0;
            foreach (var share in _shares.Values) sum += share.Held;
            return sum;
        }
    }

    /// <summary>How many tasks wait.</summary>
    public int Wanted
    {
        get
        {
            var sum = 0;
            foreach (var share in _shares.Values) sum += share.Wants.Total;
            return sum;
        }
    }

    public KeptShare? Find(int shard) => _shares.GetValueOrDefault(shard);

    public KeptShare ShareOf(int shard)
    {
        if (!_shares.TryGetValue(shard, out var share)) _shares.Add(shard, share = new(shard));
        return share;
    }

    public void Forget(int shard) => _shares.Remove(shard);

    /// <summary>A queue's limit is another one now: it counts once every shard has said that it knows.</summary>
    public void Set(LimitTerms terms)
    {
        if (terms.Version <= _set.Version) return;
        _set = terms;
        _countedBy = [];
    }

    /// <summary>A shard counts its attempts under this version of the limit.</summary>
    public void CountedBy(int shard, long version)
    {
        if (version == _set.Version) _countedBy.Add(shard);
    }

    /// <summary>A shard has another owner, of whom that is not known.</summary>
    public void Uncount(int shard) => _countedBy.Remove(shard);

    /// <summary>Whether a shard does.</summary>
    public bool IsCountedBy(int shard) => !name.IsQueue || _countedBy.Contains(shard);

    /// <summary>Whether all do.</summary>
    public bool IsInForce(int shards) => !name.IsQueue || _countedBy.Count == shards;

    /// <summary>Takes note that it is in force.</summary>
    /// <returns>Whether this version was not before.</returns>
    public bool Enforce()
    {
        if (_inForce >= _set.Version) return false;
        _inForce = _set.Version;
        return true;
    }

    /// <summary>Who gets the next permit: the most urgent, then whoever had fewest in this round, then whoever waits longest; now and then whoever was passed over the longest.</summary>
    /// <param name="isMute">Who does not answer, and is passed over.</param>
    public KeptShare? Next(Func<KeptShare, bool> isMute)
    {
        KeptShare? best = null;
        foreach (var share in _shares.Values)
        {
            if (share.Wants.Total > 0 && !isMute(share) && (best is null || IsBefore(share, best))) best = share;
        }

        return best is not null && _lower.IsDue ? Passed(best, isMute) ?? best : best;
    }

    /// <summary>Grants a share one more.</summary>
    public void Grant(KeptShare share)
    {
        if (_lower.IsDue) _lower.Done();
        else _lower.Gave(1);
        share.Grant(Terms);
    }

    private KeptShare? Passed(KeptShare best, Func<KeptShare, bool> isMute)
    {
        KeptShare? longest = null;
        foreach (var share in _shares.Values)
        {
            if (share.Wants.Total > 0 && share.Wants.Top < best.Wants.Top && !isMute(share) && (longest is null || share.Oldest < longest.Oldest)) longest = share;
        }

        return longest;
    }

    private static bool IsBefore(KeptShare one, KeptShare other) =>
        (other.Wants.Top, one.Turns, one.Oldest).CompareTo((one.Wants.Top, other.Turns, other.Oldest)) < 0;
}
