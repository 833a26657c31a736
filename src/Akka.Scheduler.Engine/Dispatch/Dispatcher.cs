using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>Brings ready tasks and free slots together: shards say what is ready, workers offer credits, and the most urgent work of the node goes first.</summary>
/// <remarks>
/// <para>Tasks that no worker here can take wait without holding others back: each class of tasks (<see cref="ReadyClass"/>) is served for itself.</para>
/// <para>Credits go to shards in turn, in portions: a shard that starts several tasks at once commits them at once.</para>
/// <para>What a shard asked for is lowered by what it is given, so nothing is given twice; what it cannot use comes back.</para>
/// </remarks>
/// <param name="node">This life of its node.</param>
/// <param name="settings">How workers are chosen.</param>
/// <param name="board">Where it shows which workers it hears of.</param>
public sealed class Dispatcher(NodeIncarnation node, DispatchSettings settings, WorkerBoard board) : Actor<DispatcherMessage>
{
    private const int Portion = 32;

    // A worker offers anew each second; one that does not is not sent to, whether or not it counts as living.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private readonly DemandBook _demands = new(settings);
    private readonly SortedDictionary<string, WorkerCredits> _workers = new(StringComparer.Ordinal);
    private WorkerChoice _choice = null!;
    private long _version;
    private long _accounts;
    private bool _matchRequested;

    /// <inheritdoc/>
    protected override void OnStart() => _choice = new(node.NodeId, Context.Random);

    /// <inheritdoc/>
    protected override void Receive(DispatcherMessage message)
    {
        switch (message)
        {
            case DispatcherMessage.Demand demand: _demands.Replace(demand); break;
            case DispatcherMessage.Offer offer: Take(offer); break;
            case DispatcherMessage.GiveBack back: TakeBack(back.Grant); break;
            case DispatcherMessage.WorkersChanged changed: Keep(changed.Workers); return;
            case DispatcherMessage.Match: Match(); return;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }

        RequestMatch();
    }

    private void Take(DispatcherMessage.Offer offer)
    {
        if (CreditsOf(offer).Take(offer, Context.Time.GetTimestamp())) _version++;
        if (offer.Profile is not null) Show();
    }

    private void TakeBack(CreditGrant grant)
    {
        if (_workers.TryGetValue(grant.Worker.NodeId, out var credits) && credits.Worker == grant.Worker) credits.TakeBack(grant);
    }

    private void Keep(IReadOnlyList<NodeIncarnation> workers)
    {
        foreach (var gone in _workers.Values.Where(worker => !workers.Contains(worker.Worker)).ToArray()) _workers.Remove(gone.Worker.NodeId);
        _version++;
        Show();
    }

    private void Show() => board.Workers =
        [.. _workers.Values.Where(worker => worker.Profile is not null).Select(worker => new SeenWorker(worker.Worker, worker.Ref, worker.Profile!, worker.Load))];

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
        foreach (var worker in _workers.Values) worker.IsSilent = Context.Time.GetElapsedTime(worker.HeardAt) > Silence;
        foreach (var demand in _demands.Classes) demand.Refresh(_workers.Values, _version);
        while (_demands.NextInTurn(_choice) is { } turn)
        {
            var portion = Math.Min(turn.Most, PortionOf(turn.Class, turn.Worker));
            var grant = turn.Worker.Spend(Math.Min(turn.Shard.Total, portion));
            _demands.Gave(turn, grant.Count);
            turn.Shard.Ref.Tell(new ShardMessage.Credits(grant, turn.Class.Class));
        }

        TellAccounts();
    }

    // Large enough for a shard to commit many starts at once, small enough that several workers get their parts of what is there.
    private int PortionOf(ClassDemand demand, WorkerCredits worker)
    {
        var portion = Math.Max(Portion, worker.Free / demand.Shards);
        return _choice.FreeWorkers == 1 ? portion : Math.Min(portion, 1 + ((demand.Total - 1) / _choice.FreeWorkers));
    }

    private void TellAccounts()
    {
        foreach (var worker in _workers.Values)
        {
            var unmet = 0;
            foreach (var demand in _demands.Classes)
            {
                if (demand.Eligible.Contains(worker)) unmet += demand.Total;
            }

            if (worker.MustTell(unmet)) worker.Ref.Tell(worker.Account(node, ++_accounts, unmet));
        }
    }

    private WorkerCredits CreditsOf(DispatcherMessage.Offer offer)
    {
        if (_workers.TryGetValue(offer.Worker.NodeId, out var known) && known.Worker == offer.Worker) return known;
        var added = new WorkerCredits(offer.Worker, offer.Ref);
        added.ServeFrom(_workers.Values.Select(worker => worker.Served).DefaultIfEmpty().Min());
        _workers[offer.Worker.NodeId] = added;
        _version++;
        return added;
    }
}
