using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>Brings ready tasks and free slots together: shards say what is ready, workers offer credits, and the most urgent work of the node goes first.</summary>
/// <remarks>
/// <para>Credits go to shards in turn, in portions of at least <see cref="Portion"/>: a shard that starts several tasks at once commits them at once.</para>
/// <para>What a shard asked for is lowered by what it is given, so nothing is given twice; what it cannot use comes back.</para>
/// </remarks>
public sealed class Dispatcher(NodeIncarnation node) : Actor<DispatcherMessage>
{
    private const int Portion = 32;

    // A worker offers anew each second; one that does not is not sent to, whether or not it counts as living.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private readonly Dictionary<int, ShardDemand> _demands = [];
    private readonly List<ShardDemand> _turn = [];
    private readonly Dictionary<NodeIncarnation, WorkerCredits> _workers = [];
    private int _next;
    private long _accounts;
    private bool _matchRequested;

    /// <inheritdoc/>
    protected override void Receive(DispatcherMessage message)
    {
        switch (message)
        {
            case DispatcherMessage.Demand demand: DemandOf(demand).Replace(demand); break;
            case DispatcherMessage.Offer offer: CreditsOf(offer).Take(offer, Context.Time.GetTimestamp()); break;
            case DispatcherMessage.GiveBack back: _workers.GetValueOrDefault(back.Grant.Worker)?.TakeBack(back.Grant); break;
            case DispatcherMessage.WorkersChanged changed: Keep(changed.Workers); return;
            case DispatcherMessage.Match: Match(); return;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }

        RequestMatch();
    }

    private void Keep(IReadOnlyList<NodeIncarnation> workers)
    {
        foreach (var gone in _workers.Keys.Except(workers).ToArray()) _workers.Remove(gone);
    }

    // What is already in the mailbox is heard first: many small offers become one portion.
    private void RequestMatch()
    {
        if (_matchRequested) return;
        _matchRequested = Context.Self.TryTell(DispatcherMessage.Match.Instance);
        if (!_matchRequested) Match();
    }

    private void Match()
    {
        _matchRequested = false;
        while (MostFree() is { } worker && NextInTurn() is { } shard)
        {
            var grant = worker.Spend(Math.Min(shard.Total, Math.Max(Portion, worker.Free / _turn.Count)));
            shard.Lower(grant.Count);
            shard.Ref.Tell(new ShardMessage.Credits(grant));
        }

        TellAccounts();
    }

    private void TellAccounts()
    {
        var unmet = 0;
        foreach (var shard in _turn) unmet += shard.Total;
        foreach (var worker in _workers.Values)
        {
            if (worker.MustTell(unmet)) worker.Ref.Tell(worker.Account(node, ++_accounts, unmet));
        }
    }

    /// <summary>The next shard, in turn, among those whose most urgent task is as urgent as any.</summary>
    private ShardDemand? NextInTurn()
    {
        ShardDemand? best = null;
        var bestAt = 0;
        for (var i = 0; i < _turn.Count; i++)
        {
            var at = (_next + i) % _turn.Count;
            if (_turn[at].Total == 0 || (best is not null && _turn[at].TopPriority <= best.TopPriority)) continue;
            best = _turn[at];
            bestAt = at;
        }

        if (best is not null) _next = (bestAt + 1) % _turn.Count;
        return best;
    }

    private WorkerCredits? MostFree()
    {
        WorkerCredits? most = null;
        foreach (var worker in _workers.Values)
        {
            if (worker.Free > (most?.Free ?? 0) && Context.Time.GetElapsedTime(worker.HeardAt) < Silence) most = worker;
        }

        return most;
    }

    private ShardDemand DemandOf(DispatcherMessage.Demand demand)
    {
        if (_demands.TryGetValue(demand.Shard, out var known)) return known;
        var added = new ShardDemand(demand.Ref);
        _demands.Add(demand.Shard, added);
        _turn.Add(added);
        return added;
    }

    private WorkerCredits CreditsOf(DispatcherMessage.Offer offer)
    {
        if (_workers.TryGetValue(offer.Worker, out var known)) return known;
        return _workers[offer.Worker] = new(offer.Worker, offer.Ref);
    }
}
