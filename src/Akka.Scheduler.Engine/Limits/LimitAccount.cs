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
/// <param name="lowerTurn">Of so many permits in a row one goes to a lower priority.</param>
internal sealed class LimitAccount(LimitName name, int keeper, long number, int lowerTurn)
{
    private readonly WantCounts _owed = new();
    private LimitClaim? _said;
    private long _widenedAt;

    public LimitName Name => name;

    public int Keeper => keeper;

    public long Number => number;

    public ParkedLanes Parked { get; } = new(lowerTurn);

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

    /// <summary>Whether it is not one of the shard's any more: another one has taken its place, or will.</summary>
    public bool IsClosed { get; set; }

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
            return wanted > 0 && (IsMoreUrgent() || Terms != _said.Terms);
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
        // No two claims have the same stamp, so that it says which one a grant answers.
        (SaidTo, SaidAt, SayAgain) = (to, Math.Max(clock, SaidAt + 1), false);
        if (_said is not null && IsWider(Terms.MaxConcurrency, _said.Terms.MaxConcurrency)) _widenedAt = SaidAt;
        return _said = new(name, Terms, number, Granted, Returned, Extra, Parked.Counts, Parked.MostUrgent?.Task.NextStartAt ?? DateTimeOffset.UnixEpoch, SaidAt);
    }

    /// <summary>Whether a task may start on a permit of a share: of a key, only if the keeper has known all the while that somebody here allows as few as it does, or fewer.</summary>
    /// <remarks>Then nobody was granted a permit since that would have been too many for this task.</remarks>
    public bool LetsUse(LimitMessage.Share share, TaskHold hold)
    {
        if (name.IsQueue || hold.Limit!.MaxConcurrency is not { } own) return true;
        return share.Stamp >= _widenedAt && share.Terms.MaxConcurrency <= own;
    }

    private bool IsMoreUrgent()
    {
        var first = (int)Parked.MostUrgent!.Task.Spec.Template.Priority;
        return first > _owed.Top;
    }

    private static bool IsWider(int? one, int? other) => (one ?? int.MaxValue) > (other ?? int.MaxValue);
}
