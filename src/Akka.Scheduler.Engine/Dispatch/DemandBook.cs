namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>What the shards of a node have ready, by class.</summary>
internal sealed class DemandBook(DispatchSettings settings)
{
    private readonly Dictionary<ReadyClass, ClassDemand> _byClass = [];
    private readonly List<ClassDemand> _classes = [];
    private readonly Dictionary<int, List<ShardDemand>> _byShard = [];
    private int _next;

    public IReadOnlyList<ClassDemand> Classes => _classes;

    /// <summary>Takes what a shard says, in place of what it said before.</summary>
    public void Replace(DispatcherMessage.Demand demand)
    {
        if (!_byShard.TryGetValue(demand.Shard, out var known)) _byShard.Add(demand.Shard, known = []);
        foreach (var part in known) part.Replace(demand.Ref, default);
        foreach (var group in demand.Ready) PartOf(known, demand, group.Class).Replace(demand.Ref, group.Counts);
        for (var i = known.Count - 1; i >= 0; i--)
        {
            if (known[i].Total == 0) Drop(known, i);
        }
    }

    /// <summary>The class to serve next, with the worker for it: the most urgent first, equals in turn; <see langword="null"/> when nothing can be served.</summary>
    public ClassDemand? NextInTurn(WorkerChoice choice, out WorkerCredits? worker)
    {
        worker = null;
        ClassDemand? best = null;
        var (top, at) = (-1, 0);
        for (var i = 0; i < _classes.Count; i++)
        {
            var index = (_next + i) % _classes.Count;
            if (_classes[index].TopPriority is var priority && priority <= top) continue;
            if (!_classes[index].Eligible.Any(static able => able.Usable > 0)) continue;
            (best, top, at) = (_classes[index], priority, index);
        }

        if (best is null) return null;
        _next = (at + 1) % _classes.Count;
        worker = choice.Pick(best);
        return best;
    }

    private ShardDemand PartOf(List<ShardDemand> known, DispatcherMessage.Demand demand, ReadyClass @class)
    {
        foreach (var part in known)
        {
            if (part.Class == @class) return part;
        }

        var added = new ShardDemand(@class, demand.Ref);
        known.Add(added);
        ClassOf(@class).Add(added);
        return added;
    }

    private ClassDemand ClassOf(ReadyClass @class)
    {
        if (_byClass.TryGetValue(@class, out var known)) return known;
        var added = new ClassDemand(@class, settings.Of(@class.Queue));
        _byClass.Add(@class, added);
        _classes.Add(added);
        return added;
    }

    private void Drop(List<ShardDemand> known, int at)
    {
        var owner = _byClass[known[at].Class];
        owner.Remove(known[at]);
        known.RemoveAt(at);
        if (owner.Shards > 0) return;
        _byClass.Remove(owner.Class);
        _classes.Remove(owner);
    }
}
