using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>Tasks of a shard that wait for a permit of one limit, by priority; within a priority their fairness keys take turns, as those of ready tasks do.</summary>
internal sealed class ParkedLanes
{
    private readonly FairQueue?[] _lanes = new FairQueue?[4];

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

    /// <summary>The next in line: the most urgent, and of these the one whose turn it is.</summary>
    public TaskEntity? First() => Top()?.First;

    /// <summary>Takes the next in line; there must be one.</summary>
    public TaskEntity Take()
    {
        var entity = Top()!.Take();
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

    private FairQueue? Top()
    {
        for (var lane = _lanes.Length - 1; lane >= 0; lane--)
        {
            if (CountOf(lane) > 0) return _lanes[lane];
        }

        return null;
    }

    private int CountOf(int lane) => _lanes[lane]?.Count ?? 0;
}
