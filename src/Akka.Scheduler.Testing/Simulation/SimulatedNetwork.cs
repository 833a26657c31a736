using System.Runtime.InteropServices;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>A network in virtual time: frames take a while each, so that one may overtake another, and are lost or doubled from a seeded source.</summary>
/// <param name="time">The clock; frames travel on its timers, whatever becomes of their sender.</param>
/// <param name="seed">Decides every choice.</param>
public sealed class SimulatedNetwork(TimeProvider time, ulong seed)
{
    private readonly Dictionary<(string From, string To), ulong> _sent = [];
    private readonly Dictionary<NodeIncarnation, Endpoint> _endpoints = [];
    private readonly HashSet<(string From, string To)> _cut = [];

    /// <summary>What goes wrong from now on. Default nothing, with frames that take 0.1 to 1 ms.</summary>
    public NetworkFaultRates Rates { get; set; } = new();

    /// <summary>How many frames have arrived.</summary>
    public long Delivered { get; private set; }

    /// <summary>How many frames were lost on the way.</summary>
    public long Lost { get; private set; }

    /// <summary>How many frames were sent twice.</summary>
    public long Doubled { get; private set; }

    /// <summary>Opens the end of one life of a node.</summary>
    public INodeTransport Open(NodeIncarnation node)
    {
        var endpoint = new Endpoint(this, node);
        _endpoints[node] = endpoint;
        return endpoint;
    }

    /// <summary>Closes the ends of all lives of a node, as its death does. What it has sent is still on its way.</summary>
    public void Close(string nodeId)
    {
        foreach (var node in _endpoints.Keys.Where(node => node.NodeId == nodeId).ToList()) _endpoints.Remove(node);
    }

    /// <summary>Cuts one direction between two nodes, or mends it.</summary>
    public void Cut(string from, string to, bool cut)
    {
        if (cut) _cut.Add((from, to));
        else _cut.Remove((from, to));
    }

    /// <summary>Mends all that was cut.</summary>
    public void Mend() => _cut.Clear();

    private bool Send(NodeIncarnation from, NodeIncarnation to, Frame frame)
    {
        // What becomes of a frame depends on its number alone, so that one fault less leaves the rest alone.
        var number = CollectionsMarshal.GetValueRefOrAddDefault(_sent, (from.NodeId, to.NodeId), out _)++;
        var draws = Seed.Combine(Seed.Combine(seed, Seed.Of(from.NodeId)), Seed.Combine(Seed.Of(to.NodeId), number));
        var (lost, doubled, first, second) = (Draw(draws), Draw(draws + 1), Draw(draws + 2), Draw(draws + 3));
        if (lost < Rates.Lost || _cut.Contains((from.NodeId, to.NodeId)))
        {
            Lost++;
            return true;
        }

        // The sender may use its buffer again.
        var copy = frame with { Body = frame.Body.ToArray() };
        Carry(from, to, copy, first);
        if (doubled >= Rates.Doubled) return true;
        Doubled++;
        Carry(from, to, copy, second);
        return true;
    }

    private static double Draw(ulong draw) => (Seed.Mix(draw) >> 11) * (1.0 / (1UL << 53));

    private void Carry(NodeIncarnation from, NodeIncarnation to, Frame frame, double extent)
    {
        ITimer? timer = null;
        timer = time.CreateTimer(_ => Arrive(), null, Rates.DelayFrom + ((Rates.DelayTo - Rates.DelayFrom) * extent), Timeout.InfiniteTimeSpan);

        void Arrive()
        {
            timer!.Dispose();
            if (_cut.Contains((from.NodeId, to.NodeId)) || !_endpoints.TryGetValue(to, out var endpoint)) Lost++;
            else Delivered += endpoint.Receive(from, frame) ? 1 : 0;
        }
    }

    private sealed class Endpoint(SimulatedNetwork network, NodeIncarnation self) : INodeTransport
    {
        private IFrameSink? _sink;
        private HashSet<NodeIncarnation> _peers = [];

        public string Address => self.ToString();

        public void Attach(IFrameSink sink) => _sink = sink;

        public bool Send(NodeIncarnation to, Frame frame) => _peers.Contains(to) && network.Send(self, to, frame);

        public void SetPeers(IReadOnlyCollection<Peer> peers) => _peers = [.. peers.Select(peer => peer.Node)];

        public bool Receive(NodeIncarnation from, Frame frame)
        {
            _sink?.Receive(from, frame);
            return _sink is not null;
        }

        public ValueTask DisposeAsync()
        {
            network._endpoints.Remove(self);
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>How often frames of a simulated network go wrong, and how long they take.</summary>
public sealed record NetworkFaultRates
{
    /// <summary>The share of frames that never arrive. Default none.</summary>
    public double Lost { get; init; }

    /// <summary>The share of frames that arrive twice. Default none.</summary>
    public double Doubled { get; init; }

    /// <summary>The shortest time that a frame takes. Default 0.1 ms.</summary>
    public TimeSpan DelayFrom { get; init; } = TimeSpan.FromMilliseconds(0.1);

    /// <summary>The longest time that a frame takes. Default 1 ms.</summary>
    public TimeSpan DelayTo { get; init; } = TimeSpan.FromMilliseconds(1);
}
