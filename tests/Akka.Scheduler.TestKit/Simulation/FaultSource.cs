namespace Akka.Scheduler.TestKit.Simulation;

/// <summary>Decides from a seeded source what goes wrong, and writes down every fault that it decided.</summary>
/// <remarks>Every call takes the same number of draws whatever is decided, so that leaving one fault out leaves the draws of the rest alone.</remarks>
internal sealed class FaultSource(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<FaultDecision> _decisions = [];
    private readonly List<(StoreOperation Operation, FaultKind Kind)> _scripted = [];
    private readonly HashSet<string> _cutOff = new(StringComparer.Ordinal);

    public IReadOnlyList<FaultDecision> Decisions => _decisions;

    public StoreFaultRates Rates { get; set; } = StoreFaultRates.None;

    public IReadOnlySet<long> Mask { get; set; } = new HashSet<long>();

    public bool Outage { get; set; }

    public void CutOff(string client, bool cutOff)
    {
        if (cutOff) _cutOff.Add(client);
        else _cutOff.Remove(client);
    }

    public void Script(StoreOperation operation, FaultKind kind) => _scripted.Add((operation, kind));

    public CallPlan Plan(CallName call, DateTimeOffset now)
    {
        var (kindDraw, latencyDraw, extent) = (_random.NextDouble(), _random.NextDouble(), _random.NextDouble());
        var kind = Kind(call, kindDraw);
        if (kind != FaultKind.None && !Record(kind, call, now)) kind = FaultKind.None;
        var latency = Rates.LatencyFrom + ((Rates.LatencyTo - Rates.LatencyFrom) * latencyDraw);
        return CallPlan.Of(kind, call.Operation == StoreOperation.Read, Rates, latency, extent);
    }

    /// <summary>Writes down a fault; the answer is whether it takes place.</summary>
    public bool Record(FaultKind kind, CallName call, DateTimeOffset now)
    {
        var masked = Mask.Contains(_decisions.Count);
        _decisions.Add(new(_decisions.Count, now, kind, call.Client, call.Operation, call.Target, masked));
        return !masked;
    }

    private FaultKind Kind(CallName call, double draw)
    {
        if (Outage || _cutOff.Contains(call.Client)) return FaultKind.Outage;
        var scripted = _scripted.FindIndex(each => each.Operation == call.Operation);
        if (scripted < 0) return Rates.KindOf(draw);
        var kind = _scripted[scripted].Kind;
        _scripted.RemoveAt(scripted);
        return kind;
    }
}

/// <summary>Names a call, for the record.</summary>
internal readonly record struct CallName(string Client, StoreOperation Operation, string Target);
