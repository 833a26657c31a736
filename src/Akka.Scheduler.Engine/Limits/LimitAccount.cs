using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>A shard's account with the keeper of one limit.</summary>
/// <remarks>
/// <para>Invariant: granted − returned = permits that tasks hold; one that nobody here can use goes back at once.</para>
/// <para>Both numbers only rise, for as long as the account is open.</para>
/// </remarks>
/// <param name="name">Of which limit.</param>
/// <param name="keeper">The shard that keeps it.</param>
/// <param name="number">Higher than that of any earlier account of this shard.</param>
internal sealed class LimitAccount(LimitName name, int keeper, long number)
{
    private readonly WantCounts _owed = new();
    private LimitClaim? _said;

    public LimitName Name => name;

    public int Keeper => keeper;

    public long Number => number;

    public ParkedLanes Parked { get; } = new();

    /// <summary>What the tasks of a key that have not started allow.</summary>
    public WantedTerms Wanted { get; } = new();

    /// <summary>What is set for the queue.</summary>
    public LimitTerms Set { get; set; }

    public long Granted { get; private set; }

    public long Returned { get; set; }

    /// <summary>Attempts that are open without a permit.</summary>
    public int Extra { get; set; }

    /// <summary>Whether it is on the list of those that have changed.</summary>
    public bool IsListed { get; set; }

    /// <summary>Whether it is to be said although the keeper has heard it all, for all that this shard knows.</summary>
    public bool SayAgain { get; set; }

    /// <summary>To whom it was said last.</summary>
    public ActorRef<ShardMessage>? SaidTo { get; private set; }

    /// <summary>When, by the monotonic clock.</summary>
    public long SaidAt { get; private set; }

    /// <summary>Whether nothing of this shard has to do with the limit now.</summary>
    public bool IsIdle => Parked.Total == 0 && Extra == 0 && Granted == Returned;

    private LimitTerms Terms => name.IsQueue ? Set : Wanted.Narrowest;

    /// <summary>Whether the keeper, going by what it was told and has granted since, would do something wrong or nothing at all.</summary>
    public bool MustSay
    {
        get
        {
            if (SayAgain) return true;
            if (_said is null) return !IsIdle;
            if (Returned != _said.Returned || Extra != _said.Extra || Set != (name.IsQueue ? _said.Terms : default)) return true;
            _owed.Replace(_said.Waiting, Granted - _said.Granted);
            var (wanted, owed) = (Parked.Total, _owed.Total);
            if (wanted > 2 * owed || (wanted == 0 && owed > 0)) return true;
            return wanted > 0 && (IsMoreUrgent() || IsNarrower(_said.Terms));
        }
    }

    /// <summary>The keeper has granted more.</summary>
    /// <returns>How many more.</returns>
    public long Take(long granted)
    {
        var more = Math.Max(0, granted - Granted);
        Granted += more;
        return more;
    }

    /// <summary>How it stands, said to the keeper now.</summary>
    public LimitClaim Say(ActorRef<ShardMessage> to, long clock)
    {
        (SaidTo, SaidAt, SayAgain) = (to, clock, false);
        return _said = new(name, Terms, number, Granted, Returned, Extra, Parked.Counts, Parked.First()?.Task.NextStartAt ?? DateTimeOffset.UnixEpoch, clock);
    }

    private bool IsMoreUrgent()
    {
        var first = (int)Parked.First()!.Task.Spec.Template.Priority;
        return first > _owed.Top;
    }

    private bool IsNarrower(LimitTerms said)
    {
        if (name.IsQueue) return false;
        var now = Wanted.Narrowest;
        return WantedTerms.Lesser(now.MaxConcurrency, said.MaxConcurrency) != said.MaxConcurrency || WantedTerms.Lesser(now.RatePerSecond, said.RatePerSecond) != said.RatePerSecond;
    }
}
