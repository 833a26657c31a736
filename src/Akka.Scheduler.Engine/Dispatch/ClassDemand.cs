namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>What the shards of a node have ready of one class, and who may take it.</summary>
internal sealed class ClassDemand(ReadyClass @class, DispatchStrategy strategy)
{
    private readonly List<ShardDemand> _shards = [];
    private int _next;
    private long _eligibleSince = -1;

    public ReadyClass Class => @class;

    public DispatchStrategy Strategy => strategy;

    /// <summary>The workers that can run it, by node id; in a queue that chooses by key, the preferred one first.</summary>
    public IReadOnlyList<WorkerCredits> Eligible { get; private set; } = [];

    /// <summary>The worker that was chosen last, where they take turns.</summary>
    public WorkerCredits? Last { get; set; }

    public int Shards => _shards.Count;

    public IReadOnlyList<ShardDemand> All => _shards;

    public int Total
    {
        get
        {
            var sum = 0;
            foreach (var shard in _shards) sum += shard.Total;
            return sum;
        }
    }

    /// <summary>The highest priority that is ready; −1 when nothing is.</summary>
    public int TopPriority
    {
        get
        {
            var top = -1;
            foreach (var shard in _shards) top = Math.Max(top, shard.TopPriority);
            return top;
        }
    }

    public void Add(ShardDemand shard) => _shards.Add(shard);

    public void Remove(ShardDemand shard) => _shards.Remove(shard);

    /// <summary>The next shard, in turn, among those whose most urgent task is as urgent as any.</summary>
    public ShardDemand NextInTurn()
    {
        var top = TopPriority;
        while (true)
        {
            _next = (_next + 1) % _shards.Count;
            if (_shards[_next].TopPriority == top) return _shards[_next];
        }
    }

    /// <summary>Looks again who can run it, if that may have changed.</summary>
    /// <param name="workers">All workers, by node id.</param>
    /// <param name="version">Rises whenever a worker comes, goes, or says something else of itself.</param>
    public void Refresh(IEnumerable<WorkerCredits> workers, long version)
    {
        if (_eligibleSince == version) return;
        _eligibleSince = version;
        var able = workers.Where(worker => worker.Profile is { } profile && @class.FitsOn(profile));
        Eligible = strategy == DispatchStrategy.ConsistentHash ? [.. able.OrderByDescending(worker => Rank.Of(@class.Bucket, worker.Worker.NodeId))] : [.. able];
    }
}
