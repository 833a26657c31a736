using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>Brings ready tasks and free slots together: shards say what is ready, workers offer credits, and the most urgent work of the node goes first.</summary>
/// <remarks>
/// <para>Credits go to shards in turn, in portions of at least <see cref="Portion"/>: a shard that starts several tasks at once commits them at once.</para>
/// <para>What a shard asked for is lowered by what it is given, so nothing is given twice; what it cannot use comes back.</para>
/// </remarks>
public sealed class Dispatcher : Actor<DispatcherMessage>
{
    private const int Portion = 32;

    private readonly Dictionary<int, ShardDemand> _demands = [];
    private readonly List<ShardDemand> _turn = [];
    private readonly Dictionary<WorkerId, WorkerCredits> _workers = [];
    private int _next;
    private bool _matchRequested;

    /// <inheritdoc/>
    protected override void Receive(DispatcherMessage message)
    {
        switch (message)
        {
            case DispatcherMessage.Demand demand: DemandOf(demand).Replace(demand); break;
            case DispatcherMessage.Offer offer: CreditsOf(offer.Grant).Add(offer.Grant); break;
            case DispatcherMessage.GiveBack back: TakeBack(back.Grant); break;
            case DispatcherMessage.Restamp restamp: Restamp(restamp); return;
            case DispatcherMessage.Withdraw withdraw: Withdraw(withdraw.Worker); return;
            case DispatcherMessage.Match: Match(); return;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }

        RequestMatch();
    }

    // A worker that withdrew hears of each of its credits that can start nothing any more.
    private void TakeBack(CreditGrant grant)
    {
        if (_workers.TryGetValue(grant.Worker, out var credits)) credits.Add(grant);
        else grant.Ref.Tell(new WorkerMessage.CreditsBack([new(grant.Stamp, grant.Count)]));
    }

    private void Withdraw(WorkerId worker)
    {
        if (_workers.Remove(worker, out var credits)) credits.Ref.Tell(new WorkerMessage.CreditsBack(credits.Held));
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
            var grant = worker.Take(Math.Min(shard.Total, Math.Max(Portion, worker.Total / _turn.Count)));
            shard.Lower(grant.Count);
            shard.Ref.Tell(new ShardMessage.Credits(grant));
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
            if (worker.Total > (most?.Total ?? 0)) most = worker;
        }

        return most;
    }

    private void Restamp(DispatcherMessage.Restamp restamp)
    {
        if (!_workers.TryGetValue(restamp.Worker, out var credits)) return;
        credits.Ref.Tell(new WorkerMessage.DispatcherSaysHeld(restamp.Stamp, credits.Restamp(restamp.Stamp, restamp.Limit)));
    }

    private ShardDemand DemandOf(DispatcherMessage.Demand demand)
    {
        if (_demands.TryGetValue(demand.Shard, out var known)) return known;
        var added = new ShardDemand(demand.Ref);
        _demands.Add(demand.Shard, added);
        _turn.Add(added);
        return added;
    }

    private WorkerCredits CreditsOf(CreditGrant grant)
    {
        if (_workers.TryGetValue(grant.Worker, out var known)) return known;
        return _workers[grant.Worker] = new(grant.Worker, grant.Ref);
    }
}
