using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>What a dispatcher may start on one worker, and its account of what it has spent of that.</summary>
/// <remarks>
/// <para>Invariant: it spends from one issue only, the latest that it heard of, and never more of it than it was told there are.</para>
/// <para>What it spent of earlier issues it goes on to know for as long as the worker counts them.</para>
/// </remarks>
internal sealed class WorkerCredits(NodeIncarnation worker, ActorRef<WorkerMessage> place)
{
    private readonly List<SpentCredits> _earlier = [];
    private long _stamp;
    private int _given;
    private int _spent;
    private int _asked;
    private int _spentSinceLoad;
    private bool _owesAccount;

    public NodeIncarnation Worker => worker;

    public ActorRef<WorkerMessage> Ref => place;

    /// <summary>How many credits can be spent now.</summary>
    public int Free => _given - _spent;

    /// <summary>How many of them it makes sense to spend: none while the worker is silent.</summary>
    public int Usable => IsSilent ? 0 : Free;

    /// <summary>When it last said something that counts, by this node's monotonic clock.</summary>
    public long HeardAt { get; private set; }

    /// <summary>Whether it has said nothing for longer than its own ticks explain.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What it said of itself; absent until it has.</summary>
    public WorkerProfile? Profile { get; private set; }

    /// <summary>How busy it said it is.</summary>
    public WorkerLoad Load { get; private set; }

    /// <summary>How busy it is for its capacity and weight, with what was started on it since it said so.</summary>
    public double Busyness => (Load.Running + _spentSinceLoad) / (Math.Max(1, Load.Capacity) * (Profile?.Weight ?? 1));

    /// <summary>How much it was given for its weight, all the time.</summary>
    public double Served { get; private set; }

    /// <summary>Takes what the worker says; what a later message has overtaken changes nothing.</summary>
    /// <returns>Whether it says something else of itself than before.</returns>
    public bool Take(DispatcherMessage.Offer offer, long clock)
    {
        if (offer.Stamp < _stamp) return false;
        (HeardAt, Load, _spentSinceLoad) = (clock, offer.Load, 0);
        TakeCredits(offer);
        if (offer.Profile is null || ReferenceEquals(offer.Profile, Profile)) return false;
        var isOther = Profile is null || !Profile.SaysTheSameAs(offer.Profile);
        Profile = offer.Profile;
        return isOther;
    }

    /// <summary>Begins to count what it is served from here: a worker that comes late has nothing to catch up with.</summary>
    public void ServeFrom(double served) => Served = served;

    private void TakeCredits(DispatcherMessage.Offer offer)
    {
        if (offer.Stamp > _stamp) TurnTo(offer);
        if (offer.Limit <= _given) return;
        _asked = Math.Max(0, _asked - (offer.Limit - _given));
        _given = offer.Limit;
    }

    /// <summary>Spends up to <paramref name="most"/> credits; there must be some.</summary>
    public CreditGrant Spend(int most)
    {
        var count = Math.Min(most, Free);
        _spent += count;
        _spentSinceLoad += count;
        Served += count / (Profile?.Weight ?? 1);
        return new(worker, place, _stamp, count);
    }

    /// <summary>A shard had no use for credits.</summary>
    public void TakeBack(CreditGrant grant)
    {
        if (grant.Stamp == _stamp)
        {
            _spent -= grant.Count;
            return;
        }

        var at = _earlier.FindIndex(spent => spent.Stamp == grant.Stamp);
        if (at < 0) return;
        var left = _earlier[at].Count - grant.Count;
        if (left > 0) _earlier[at] = new(grant.Stamp, left);
        else _earlier.RemoveAt(at);
        _owesAccount = true;
    }

    /// <summary>Whether the worker is to hear how things stand: after a new issue, and when much more could be started than it was asked for.</summary>
    /// <param name="unmet">How many more credits could be spent at once.</param>
    public bool MustTell(int unmet) => _owesAccount || unmet > 2 * _asked;

    /// <summary>The account for the worker.</summary>
    public WorkerMessage.Standing Account(NodeIncarnation self, long sequence, int unmet)
    {
        _owesAccount = false;
        _asked = unmet;
        return new(self, sequence, _stamp, [.. _earlier], unmet);
    }

    private void TurnTo(DispatcherMessage.Offer offer)
    {
        if (_spent > 0) _earlier.Add(new(_stamp, _spent));
        _earlier.RemoveAll(spent => spent.Stamp < offer.Oldest);
        (_stamp, _given, _spent) = (offer.Stamp, 0, 0);
        _owesAccount = true;
    }
}
