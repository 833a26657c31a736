using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.UnitTests.Engine.Credits;

/// <summary>One worker's ledger and the accounts of several dispatchers, with a network between them that loses, doubles and reorders; one step is 100 ms.</summary>
internal sealed class CreditWorld
{
    private const int GrantLimit = 50;
    private readonly SeededRandom _random;
    private readonly CreditLedger _ledger = new();
    private readonly List<Party> _parties = [];
    private readonly List<Action> _wire = [];
    private readonly List<int> _running = [];
    private long _accounts;
    private int _nodes;

    public CreditWorld(ulong seed, int dispatchers, int capacity)
    {
        (_random, Capacity) = (new(seed), capacity);
        for (var i = 0; i < dispatchers; i++) _parties.Add(Join());
        Seat();
    }

    public int Capacity { get; }

    public int Running => _running.Count;

    public int Outstanding => _ledger.Outstanding;

    /// <summary>What the dispatchers can spend, and what is spent and not dead on its way: none of it may be more than the worker believes to be out.</summary>
    public int Usable => _parties.Sum(party => (party.Stamp >= Clock - GrantLimit ? party.Credits.Free : 0) + party.InHand.Count(credit => credit.Stamp >= Clock - GrantLimit));

    public long Clock { get; private set; } = 1_000;

    /// <summary>Of 100 messages, so many are lost, doubled, or held back.</summary>
    public int Trouble { get; set; } = 10;

    /// <summary>How many tasks each dispatcher has to start.</summary>
    public int[] Ready => [.. _parties.Select(party => party.Ready)];

    public int[] Started => [.. _parties.Select(party => party.Started)];

    public int[] Free => [.. _parties.Select(party => party.Credits.Free)];

    public void Demand(int dispatcher, int tasks) => _parties[dispatcher].Ready = tasks;

    public void Step()
    {
        Clock++;
        Deliver();
        foreach (var party in _parties) Act(party);
        if (_random.Next(4) == 0 && _running.Count > 0) _running.RemoveAt(_random.Next(_running.Count));
        if (Clock % 10 == 0) _ledger.RenewAll(Clock, Clock - GrantLimit);
        Offer(all: Clock % 10 == 0);
    }

    public void Run(int steps)
    {
        for (var i = 0; i < steps; i++) Step();
    }

    public void ReplaceDispatcher(int index)
    {
        _parties[index] = Join();
        Seat();
    }

    public void Finish(int attempts) => _running.RemoveRange(0, Math.Min(attempts, _running.Count));

    private Party Join() => new(new($"n{_nodes}", new(_nodes++, 0, 0, new byte[8])));

    private void Seat()
    {
        _ledger.Seat([.. _parties.Select(party => new DispatcherSeat(party.Node, null!))], Clock);
        _ledger.RenewAll(Clock, Clock - GrantLimit);
        Offer(all: true);
    }

    private void Offer(bool all)
    {
        var free = Capacity - _running.Count - _ledger.Outstanding;
        if (free > 0) _ledger.Share(free);
        if (_ledger.IsShort) _ledger.Recall(Clock);
        foreach (var share in _ledger.Shares.Where(share => share.Untold || all))
        {
            share.Untold = false;
            var offer = new DispatcherMessage.Offer(Party.Worker, null!, share.Current.Stamp, share.Current.Given, share.Oldest, default, null);
            var to = _parties.First(party => party.Node == share.Seat.Node);
            Send(() => to.Take(offer));
        }
    }

    private void Act(Party party)
    {
        if (party.Ready > 0 && party.Credits.Free > 0)
        {
            var grant = party.Credits.Spend(_random.Next(1, party.Ready + 1));
            party.Ready -= grant.Count;
            for (var i = 0; i < grant.Count; i++) party.InHand.Add(new(grant.Stamp));
        }

        foreach (var credit in party.InHand.Where(credit => !credit.Sent).ToArray())
        {
            if (_random.Next(3) > 0) continue;
            if (_random.Next(5) == 0) GiveBack(party, credit);
            else Start(party, credit);
        }

        if (party.Credits.MustTell(party.Ready))
        {
            var account = party.Credits.Account(party.Node, ++_accounts, party.Ready);
            Send(() => _ledger.Hear(account));
        }
    }

    private static void GiveBack(Party party, SpentCredit credit)
    {
        party.InHand.Remove(credit);
        party.Ready++;
        party.Credits.TakeBack(new(Party.Worker, null!, credit.Stamp, 1));
    }

    // An attempt that comes twice is known by its id before its credit is looked at.
    private void Start(Party party, SpentCredit credit)
    {
        credit.Sent = true;
        Send(() =>
        {
            if (!party.InHand.Remove(credit)) return;
            if (_ledger.TryUse(credit.Stamp) && credit.Stamp >= Clock - GrantLimit) Begin(party);
        });
    }

    private void Begin(Party party)
    {
        party.Started++;
        _running.Add(1);
    }

    private void Send(Action message)
    {
        var luck = _random.Next(300);
        if (luck < Trouble) return;
        _wire.Add(message);
        if (luck < 2 * Trouble) _wire.Add(message);
    }

    private void Deliver()
    {
        var waiting = _wire.ToArray();
        _wire.Clear();
        foreach (var message in waiting.OrderBy(_ => Trouble > 0 ? _random.Next(100) : 0))
        {
            if (_random.Next(300) < Trouble) _wire.Add(message);
            else message();
        }
    }

    private sealed class SpentCredit(long stamp)
    {
        public long Stamp => stamp;

        public bool Sent { get; set; }
    }

    private sealed class Party(NodeIncarnation node)
    {
        public static NodeIncarnation Worker { get; } = new("w", Guid.Empty);

        public NodeIncarnation Node => node;

        public WorkerCredits Credits { get; } = new(Worker, null!);

        public long Stamp { get; private set; }

        public List<SpentCredit> InHand { get; } = [];

        public int Ready { get; set; }

        public int Started { get; set; }

        public void Take(DispatcherMessage.Offer offer)
        {
            Stamp = Math.Max(Stamp, offer.Stamp);
            Credits.Take(offer, 0);
        }
    }
}
