namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>Chooses a worker for tasks of one class, among those that can run them and have credits left.</summary>
/// <param name="node">This node's id: its worker needs no network.</param>
/// <param name="random">A seeded source.</param>
internal sealed class WorkerChoice(string node, Random random)
{
    // Loads that differ by less are alike.
    private const double Alike = 0.05;

    private readonly List<WorkerCredits> _free = [];

    /// <summary>The workers with credits, of the last call of <see cref="Pick"/>.</summary>
    public int FreeWorkers => _free.Count;

    /// <summary>The worker; <see langword="null"/> when none can take more.</summary>
    public WorkerCredits? Pick(ClassDemand demand)
    {
        _free.Clear();
        foreach (var worker in demand.Eligible)
        {
            if (worker.Usable > 0) _free.Add(worker);
        }

        if (_free.Count == 0) return null;
        if (_free.Count == 1) return _free[0];
        return demand.Strategy switch
        {
            DispatchStrategy.LeastLoad => Lowest(worker => worker.Worker.NodeId == node ? worker.Busyness - Alike : worker.Busyness),
            DispatchStrategy.Weighted => Lowest(static worker => worker.Served),
            DispatchStrategy.RoundRobin => After(demand),
            DispatchStrategy.Random => _free[random.Next(_free.Count)],
            DispatchStrategy.ConsistentHash => _free[0],
            _ => throw new InvalidOperationException($"unknown strategy {demand.Strategy}"),
        };
    }

    private WorkerCredits Lowest(Func<WorkerCredits, double> measure)
    {
        var best = _free[0];
        var least = measure(best);
        for (var i = 1; i < _free.Count; i++)
        {
            var value = measure(_free[i]);
            if (value >= least) continue;
            (best, least) = (_free[i], value);
        }

        return best;
    }

    private WorkerCredits After(ClassDemand demand)
    {
        var last = demand.Last?.Worker.NodeId ?? "";
        var next = _free.Find(worker => string.CompareOrdinal(worker.Worker.NodeId, last) > 0) ?? _free[0];
        demand.Last = next;
        return next;
    }
}
