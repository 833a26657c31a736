namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>What the shards of a node have ready, by class.</summary>
internal sealed class DemandBook(DispatchSettings settings)
{
    private readonly Dictionary<ReadyClass, ClassDemand> _byClass = [];
    private readonly List<ClassDemand> _classes = [];
    private readonly Dictionary<int, List<ShardDemand>> _byShard = [];
    private readonly LowerTurns _lower = new(settings.LowerTurn);
    private long _grants;
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

    /// <summary>Who is served next: the most urgent first, equals in turn, and now and then a lower one; <see langword="null"/> when nobody can be.</summary>
    public Turn? NextInTurn(WorkerChoice choice)
    {
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
        if (_lower.IsDue && LongestPassedOver(top) is { } passed) return new(passed.Owner, passed.Shard, choice.Pick(passed.Owner)!, _lower.Most);
        _next = (at + 1) % _classes.Count;
        return new(best, best.NextInTurn(), choice.Pick(best)!, int.MaxValue);
    }

    /// <summary>Credits were given.</summary>
    public void Gave(Turn turn, int count)
    {
        turn.Shard.Lower(count);
        turn.Shard.ServedAt = ++_grants;
        if (turn.Most == int.MaxValue) _lower.Gave(count);
        else _lower.Done();
    }

    // Of those that could be served and have nothing as urgent ready, the one whose last turn is the longest ago.
    private (ClassDemand Owner, ShardDemand Shard)? LongestPassedOver(int top)
    {
        (ClassDemand Owner, ShardDemand Shard)? longest = null;
        foreach (var demand in _classes)
        {
            if (!demand.Eligible.Any(static able => able.Usable > 0)) continue;
            foreach (var shard in demand.All)
            {
                if (shard.Total > 0 && shard.TopPriority < top && (longest is null || shard.ServedAt < longest.Value.Shard.ServedAt)) longest = (demand, shard);
            }
        }

        if (longest is null) _lower.Done();
        return longest;
    }

    private ShardDemand PartOf(List<ShardDemand> known, DispatcherMessage.Demand demand, ReadyClass @class)
    {
        foreach (var part in known)
        {
            if (part.Class == @class) return part;
        }

        var added = new ShardDemand(@class, demand.Ref) { ServedAt = _grants };
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
