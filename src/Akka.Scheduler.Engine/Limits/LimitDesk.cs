using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>Keeps the limits whose names fall on a shard: hands out permits to all shards of the cluster, never more than each limit allows.</summary>
/// <remarks>
/// <para>It stores nothing. Which attempts are open stands in the rows of their tasks; what is granted beyond them ends with the term of the shard it was
/// granted to, or with the keeper's own, as soon as the next keeper has asked all shards. So no permit can be lost for good, and a permit costs no commit.</para>
/// <para>It grants nothing before it has heard every shard once, by an owner that is not older than what stood in the store after its own term had begun
/// (<see cref="KnownEpochs"/>); a shard that has answered takes nothing of a former keeper any more.</para>
/// <para>Permits go to the most urgent task, and among equals to the shard whose task has waited longest, in turn; a share of them to less urgent ones.</para>
/// </remarks>
internal sealed class LimitDesk(ShardCore core)
{
    // A want that is not older than this is worth a token: the token holds for a second from the want.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AskHolderAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskIdleHolderAfter = TimeSpan.FromSeconds(60);

    private readonly Dictionary<LimitName, KeptLimit> _limits = [];
    private readonly Queue<LimitMessage.Report> _early = new();
    private LimitSeats? _seats;
    private long _completeAt;

    /// <summary>The limits that are kept here, as far as anybody has to do with them.</summary>
    public IReadOnlyDictionary<LimitName, KeptLimit> Limits => _limits;

    private LimitSeats Seats => _seats ??= new(core.Services.Shards.Shards);

    /// <summary>A shard says how it stands.</summary>
    public void Take(LimitMessage.Report report)
    {
        if (report.Shard < 0 || report.Shard >= core.Services.Shards.Shards) return;
        if (core.Epochs.AreRead)
        {
            Hear(report);
            return;
        }

        core.Epochs.Read();
        if (_early.Count < core.Services.Settings.Commits.MaxBatch) _early.Enqueue(report);
    }

    /// <summary>The terms of all shards are known.</summary>
    public void Begin()
    {
        while (_early.TryDequeue(out var report)) Hear(report);
    }

    /// <summary>There may be a token, or somebody has not answered.</summary>
    public void LookAgain(LimitName name)
    {
        if (_limits.TryGetValue(name, out var limit)) Grant(limit);
    }

    /// <summary>Asks again who has not answered, asks after permits that nobody has spoken of for long, and forgets what is at rest.</summary>
    public void Tick()
    {
        if (_seats is null) return;
        if (!_seats.AreComplete) AskMissing();
        foreach (var limit in _limits.Values.ToArray())
        {
            if (limit.Name.IsQueue) AskUncounted(limit);
            else AskNarrow(limit);
            AskHolders(limit);
            if (limit.Shares.Count == 0 && limit.IsAtRest) _limits.Remove(limit.Name);
        }
    }

    /// <summary>Says where a task stands in the line.</summary>
    public void Describe(LimitMessage.AskKeeper ask)
    {
        var limit = _limits.GetValueOrDefault(ask.Limit);
        var before = limit?.Shares.Where(share => share.Shard != ask.Shard).Sum(share => Before(share, ask)) ?? 0;
        ask.ReplyTo.Tell(new LimitStanding(ask.Limit, limit?.Terms ?? default, limit?.Held ?? 0, 1 + ask.Before + before));
    }

    /// <summary>The settings of queues have changed.</summary>
    public void LookAtQueues()
    {
        foreach (var limit in _limits.Values.Where(limit => limit.Name.IsQueue)) Set(limit, TermsOf(limit.Name));
    }

    private void Hear(LimitMessage.Report report)
    {
        if (report.KeeperEpoch > core.Term.Epoch || report.Epoch < core.Epochs[report.Shard]) return;
        if (_seats is null) AskMissing();
        if (report.KeeperEpoch < core.Term.Epoch)
        {
            Ask(report.ReplyTo, null, default);
            return;
        }

        if (Seats.IsOther(report)) Recount(report);
        var wasComplete = Seats.AreComplete;
        var word = Seats.Hear(report);
        if (word == SeatWord.Old) return;
        if (word == SeatWord.Late && report.IsWhole)
        {
            Ask(report.ReplyTo, null, default);
            return;
        }

        if (word == SeatWord.New) Ask(report.ReplyTo, null, default);
        if (report.IsWhole) Drop(report);
        foreach (var claim in report.Claims) Hear(report, claim, word == SeatWord.Late);
        if (!wasComplete && Seats.AreComplete) Complete();
        else if (wasComplete) GrantAll(report);
    }

    private static int Before(KeptShare share, LimitMessage.AskKeeper ask) =>
        share.Wants.AtLeast(share.Oldest < ask.Since ? (int)ask.Priority : (int)ask.Priority + 1);

    private void Complete()
    {
        _completeAt = core.Context.Time.GetTimestamp();
        foreach (var limit in _limits.Values.ToArray())
        {
            limit.Bucket.Begin(_completeAt);
            Grant(limit);
        }
    }

    private void GrantAll(LimitMessage.Report report)
    {
        foreach (var claim in report.Claims)
        {
            if (_limits.TryGetValue(claim.Limit, out var limit)) Grant(limit);
        }
    }

    // Another owner has counted nothing under the limits of queues before it says so.
    private void Recount(LimitMessage.Report report)
    {
        foreach (var limit in _limits.Values)
        {
            if (!limit.Name.IsQueue) continue;
            limit.Uncount(report.Shard);
            Ask(report.ReplyTo, limit.Name, limit.Terms);
        }
    }

    // What a whole report does not speak of, the shard has nothing to do with.
    private void Drop(LimitMessage.Report report)
    {
        var spoken = report.Claims.Select(claim => claim.Limit).ToHashSet();
        foreach (var limit in _limits.Values.ToArray())
        {
            if (spoken.Contains(limit.Name) || !limit.IsCountedBy(report.Shard) || limit.Find(report.Shard) is not { } share) continue;
            if ((share.Epoch, share.Sequence).CompareTo((report.Epoch, report.Sequence)) >= 0) continue;
            limit.Forget(report.Shard);
            if (Seats.AreComplete) Grant(limit);
        }
    }

    private void Hear(LimitMessage.Report report, LimitClaim claim, bool isLate)
    {
        var limit = _limits.GetValueOrDefault(claim.Limit);
        if (isLate && limit?.Find(report.Shard) is null)
        {
            // What came after it may have been the last word, and is forgotten.
            Ask(report.ReplyTo, claim.Limit, limit?.Terms ?? claim.Terms);
            return;
        }

        limit ??= Keep(claim.Limit);
        if (limit.Name.IsQueue) Set(limit, claim.Terms);
        var share = limit.ShareOf(report.Shard);
        if (!share.Hear(report, claim, core.Context.Time.GetTimestamp())) return;
        limit.CountedBy(report.Shard, claim.Terms.Version);
        if (!limit.IsCountedBy(report.Shard)) Ask(report.ReplyTo, limit.Name, limit.Terms);
        if (share is { IsIdle: true, IsUntold: false }) limit.Forget(report.Shard);
    }

    private KeptLimit Keep(LimitName name)
    {
        var limit = new KeptLimit(name, new(Seats.AreComplete ? _completeAt : core.Context.Time.GetTimestamp(), core.Context.Time), core.Services.Dispatch.LowerTurn);
        _limits.Add(name, limit);
        if (name.IsQueue) Set(limit, TermsOf(name));
        return limit;
    }

    private void Set(KeptLimit limit, LimitTerms terms)
    {
        if (terms.Version <= limit.Terms.Version) return;
        limit.Set(terms);
        AskUncounted(limit);
    }

    private LimitTerms TermsOf(LimitName queue) =>
        core.Services.Queues.Find(queue.Subject) is { } set ? new(set.MaxConcurrency, set.RatePerSecond, set.Version) : default;

    private void Grant(KeptLimit limit)
    {
        if (!Seats.AreComplete || !limit.IsInForce(core.Services.Shards.Shards)) return;
        if (limit.Enforce()) core.Services.Observer.LimitInForce(limit.Name.Subject, limit.Terms.Version);
        var (max, rate) = (limit.Terms.MaxConcurrency, limit.Terms.RatePerSecond);
        foreach (var share in limit.Shares) share.Turns = 0;
        var held = limit.Held;
        while ((max is null || held < max) && limit.Next(IsMute) is { } next)
        {
            if (rate is { } starts && !MayTake(limit, next, starts)) break;
            limit.Grant(next);
            held++;
        }

        foreach (var share in limit.Shares)
        {
            if (share.IsUntold) Tell(limit, share, rate is not null);
        }
    }

    // A token is not spent on a want that may be over by now: whoever uttered it is asked first.
    private bool MayTake(KeptLimit limit, KeptShare next, double rate)
    {
        if (limit.Bucket.TimeToNext(rate) is { Ticks: > 0 } wait)
        {
            LookLater(limit, wait);
            return false;
        }

        if (core.Context.Time.GetElapsedTime(next.HeardAt) > Fresh)
        {
            if (next.AskedAt is null) Ask(next, limit);
            LookLater(limit, AnswerPatience);
            return false;
        }

        limit.LastRate = rate;
        return limit.Bucket.TryTake(rate);
    }

    // The narrowest wish holds everything back: it may have been met, or withdrawn, without a word.
    private void AskNarrow(KeptLimit limit)
    {
        if (limit.Wanted == 0 || limit.Terms.MaxConcurrency is not { } most || limit.Held < most) return;
        if (!limit.Shares.Any(share => share.Wants.Total > 0 && share.Terms.MaxConcurrency != most)) return;
        foreach (var share in limit.Shares)
        {
            if (share.Wants.Total == 0 && share.Terms.MaxConcurrency == most) Ask(share, limit);
        }
    }

    private void AskMissing()
    {
        foreach (var shard in Seats.Missing)
        {
            if (core.Services.Shards.Find(shard) is { } place) Ask(place, null, default);
        }
    }

    private void AskUncounted(KeptLimit limit)
    {
        for (var shard = 0; shard < core.Services.Shards.Shards; shard++)
        {
            if (!limit.IsCountedBy(shard) && core.Services.Shards.Find(shard) is { } place) Ask(place, limit.Name, limit.Terms);
        }
    }

    private void AskHolders(KeptLimit limit)
    {
        var after = limit.Wanted > 0 ? AskHolderAfter : AskIdleHolderAfter;
        foreach (var share in limit.Shares)
        {
            if (share.Held > 0 && core.Context.Time.GetElapsedTime(share.AskedAt ?? share.HeardAt) > after) Ask(share, limit);
        }
    }

    private void Ask(KeptShare share, KeptLimit limit)
    {
        share.AskedAt ??= core.Context.Time.GetTimestamp();
        Ask(core.Services.Shards.Find(share.Shard) ?? share.Ref, limit.Name, limit.Terms);
    }

    private void Ask(ActorRef<ShardMessage> place, LimitName? limit, LimitTerms terms) =>
        place.Tell(new ShardMessage.Limit(new LimitMessage.Ask(core.Term.Shard, core.Term.Epoch, limit, terms, core.Context.Self)));

    private void Tell(KeptLimit limit, KeptShare share, bool isTimed)
    {
        share.IsUntold = false;
        share.Ref.Tell(new ShardMessage.Limit(new LimitMessage.Share(
            core.Term.Shard, core.Term.Epoch, share.Epoch, limit.Name, share.Account, share.Granted, share.Bounds, share.Stamp, isTimed)));
    }

    private void LookLater(KeptLimit limit, TimeSpan after) =>
        core.Context.Timers.StartSingle($"limit-{limit.Name}", new ShardMessage.LookAtLimit(limit.Name), after);

    private bool IsMute(KeptShare share) => share.AskedAt is { } asked && core.Context.Time.GetElapsedTime(asked) >= AnswerPatience;
}
