using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>Tasks of a shard that wait for a permit of one limit, by priority and then in the order in which their time came.</summary>
/// <remarks>As with ready tasks, one that has left is passed over when its turn comes: leaving costs nothing.</remarks>
internal sealed class ParkedLanes
{
    private readonly Queue<TaskEntity>?[] _lanes = new Queue<TaskEntity>?[4];
    private readonly int[] _counts = new int[4];

    public ReadyCounts Counts => new(_counts[0], _counts[1], _counts[2], _counts[3]);

    public int Total { get; private set; }

    public void Add(TaskEntity entity)
    {
        var lane = LaneOf(entity);
        entity.Hold!.WaitsIn = this;
        (_lanes[lane] ??= new()).Enqueue(entity);
        _counts[lane]++;
        Total++;
    }

    public void Remove(TaskEntity entity)
    {
        var lane = LaneOf(entity);
        entity.Hold!.WaitsIn = null;
        Total--;
        if (--_counts[lane] == 0) _lanes[lane]!.Clear();
    }

    /// <summary>The next in line: the most urgent, and of these the one that has waited longest.</summary>
    public TaskEntity? First()
    {
        for (var lane = _lanes.Length - 1; lane >= 0; lane--)
        {
            while (_counts[lane] > 0)
            {
                var entity = _lanes[lane]!.Peek();
                if (Waits(entity, lane)) return entity;
                _lanes[lane]!.Dequeue();
            }
        }

        return null;
    }

    /// <summary>How many stand before a task that waits here.</summary>
    public int Before(TaskEntity entity)
    {
        var lane = LaneOf(entity);
        var before = 0;
        for (var more = lane + 1; more < _counts.Length; more++) before += _counts[more];
        var seen = new HashSet<TaskEntity>();
        foreach (var other in _lanes[lane] ?? [])
        {
            if (other == entity) break;
            if (Waits(other, lane) && seen.Add(other)) before++;
        }

        return before;
    }

    private bool Waits(TaskEntity entity, int lane) => entity.Hold?.WaitsIn == this && LaneOf(entity) == lane;

    private static int LaneOf(TaskEntity entity) => (int)entity.Task.Spec.Template.Priority;
}
