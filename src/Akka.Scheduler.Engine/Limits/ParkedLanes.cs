using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>Tasks of a shard that wait for a permit of one limit, by priority; within a priority their fairness keys take turns, as those of ready tasks do.</summary>
/// <remarks>Of <paramref name="lowerTurn"/> permits in a row one goes to a lower priority, as of starts (<see cref="ReadyLanes"/>).</remarks>
/// <param name="lowerTurn">From 2; 0: lower ones wait for as long as there are higher ones.</param>
internal sealed class ParkedLanes(int lowerTurn)
{
    private readonly FairQueue?[] _lanes = new FairQueue?[4];
    private int _sinceLower;

    public ReadyCounts Counts => new(CountOf(0), CountOf(1), CountOf(2), CountOf(3));

    public int Total { get; private set; }

    public void Add(TaskEntity entity)
    {
        entity.Hold!.WaitsIn = this;
        (_lanes[(int)entity.Task.Spec.Template.Priority] ??= new()).Enter(entity);
        Total++;
    }

    public void Remove(TaskEntity entity)
    {
        entity.Line!.Queue.Leave(entity);
        entity.Hold!.WaitsIn = null;
        Total--;
    }

    /// <summary>Of the most urgent the one whose turn it is.</summary>
    public TaskEntity? MostUrgent => Top() is var top and >= 0 ? _lanes[top]!.First : null;

    /// <summary>The next in line: mostly that one, and now and then one that is less urgent.</summary>
    public TaskEntity? First() => Next()?.First;

    /// <summary>Takes the next in line; there must be one.</summary>
    public TaskEntity Take()
    {
        var entity = Next()!.Take();
        _sinceLower = IsLowerTurn ? 0 : _sinceLower + 1;
        entity.Hold!.WaitsIn = null;
        Total--;
        return entity;
    }

    /// <summary>How many have their turn before a task that waits here, as things stand.</summary>
    public int Before(TaskEntity entity)
    {
        var before = entity.Line!.Queue.Before(entity);
        for (var more = (int)entity.Task.Spec.Template.Priority + 1; more < _lanes.Length; more++) before += CountOf(more);
        return before;
    }

    private bool IsLowerTurn => lowerTurn > 0 && _sinceLower >= lowerTurn - 1;

    private FairQueue? Next()
    {
        var top = Top();
        return top < 0 ? null : IsLowerTurn ? LowerThan(top) ?? _lanes[top] : _lanes[top];
    }

    private FairQueue? LowerThan(int top)
    {
        FairQueue? longest = null;
        for (var lane = 0; lane < top; lane++)
        {
            if (CountOf(lane) > 0 && (longest is null || _lanes[lane]!.ReadySince < longest.ReadySince)) longest = _lanes[lane];
        }

        return longest;
    }

    private int Top()
    {
        var lane = _lanes.Length - 1;
        while (lane >= 0 && CountOf(lane) == 0) lane--;
        return lane;
    }

    private int CountOf(int lane) => _lanes[lane]?.Count ?? 0;
}
