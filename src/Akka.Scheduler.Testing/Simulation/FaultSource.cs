using System.Runtime.InteropServices;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Decides from a seed what goes wrong, and writes down every fault that it decided.</summary>
/// <remarks>What becomes of a call depends on the seed and on the call's <see cref="FaultMark"/> alone: no other call has a say.</remarks>
internal sealed class FaultSource(int seed)
{
    private const double Unit = 1.0 / (1UL << 53);
    private readonly Dictionary<(string Client, StoreOperation Operation), long> _calls = [];
    private readonly List<FaultDecision> _decisions = [];
    private readonly List<(StoreOperation Operation, FaultKind Kind)> _scripted = [];
    private readonly HashSet<string> _cutOff = new(StringComparer.Ordinal);

    public IReadOnlyList<FaultDecision> Decisions => _decisions;

    public StoreFaultRates Rates { get; set; } = StoreFaultRates.None;

    public Func<FaultMark, bool> Allows { get; set; } = static _ => true;

    public bool Outage { get; set; }

    public void CutOff(string client, bool cutOff)
    {
        if (cutOff) _cutOff.Add(client);
        else _cutOff.Remove(client);
    }

    public void Script(StoreOperation operation, FaultKind kind) => _scripted.Add((operation, kind));

    public CallPlan Plan(CallName call, DateTimeOffset now)
    {
        var mark = MarkOf(call);
        var draws = Seed.Combine(Seed.Combine((ulong)seed, Seed.Of(call.Client)), ((ulong)call.Operation << 48) ^ (ulong)mark.Call);
        var (kindDraw, latencyDraw, extent) = (Draw(draws), Draw(draws + 1), Draw(draws + 2));
        var latency = Rates.LatencyFrom + ((Rates.LatencyTo - Rates.LatencyFrom) * latencyDraw);
        return CallPlan.Of(Kind(call, mark, kindDraw, now), call.Operation is StoreOperation.Read or StoreOperation.QueueRead, Rates, latency, extent);
    }

    /// <summary>Writes down a fault; the answer is whether it takes place.</summary>
    public bool Record(FaultKind kind, CallName call, DateTimeOffset now) => Record(kind, MarkOf(call), call.Target, now);

    private bool Record(FaultKind kind, FaultMark mark, string target, DateTimeOffset now)
    {
        var masked = !Allows(mark);
        _decisions.Add(new(mark, now, kind, target, masked));
        return !masked;
    }

    // While the way to the store is down, nothing is decided of single calls: that they fail is no fault of its own.
    private FaultKind Kind(CallName call, FaultMark mark, double draw, DateTimeOffset now)
    {
        if (Outage || _cutOff.Contains(call.Client)) return FaultKind.Outage;
        var kind = Scripted(call) ?? Rates.KindOf(draw);
        return kind == FaultKind.None || Record(kind, mark, call.Target, now) ? kind : FaultKind.None;
    }

    private FaultKind? Scripted(CallName call)
    {
        var scripted = _scripted.FindIndex(each => each.Operation == call.Operation);
        if (scripted < 0) return null;
        var kind = _scripted[scripted].Kind;
        _scripted.RemoveAt(scripted);
        return kind;
    }

    private FaultMark MarkOf(CallName call) =>
        new(call.Client, call.Operation, CollectionsMarshal.GetValueRefOrAddDefault(_calls, (call.Client, call.Operation), out _)++);

    private static double Draw(ulong seed) => (Seed.Mix(seed) >> 11) * Unit;
}

/// <summary>Names a call, for the record.</summary>
internal readonly record struct CallName(string Client, StoreOperation Operation, string Target);
