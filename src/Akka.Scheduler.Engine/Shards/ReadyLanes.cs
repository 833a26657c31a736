using Akka.Scheduler.Engine.Dispatch;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Tasks of one class that may start now, by priority; within a priority their fairness keys take turns (<see cref="FairQueue"/>).</summary>
/// <remarks>
/// Of <paramref name="lowerTurn"/> starts in a row one goes to a lower priority, if any waits: to the one whose next task is ready the longest. So
/// lower ones go on under endless higher ones, and these lose no more than that share.
/// </remarks>
/// <param name="lowerTurn">From 2; 0: lower ones wait for as long as there are higher ones.</param>
internal sealed class ReadyLanes(int lowerTurn)
{
    private readonly FairQueue[] _queues = [new(), new(), new(), new()];
    private int _sinceLower;

    public ReadyCounts Counts => new(_queues[0].Count, _queues[1].Count, _queues[2].Count, _queues[3].Count);

    public bool IsEmpty => Counts.Total == 0;

    public void Enter(TaskEntity entity)
    {
        entity.Ready = this;
        _queues[(int)entity.Task.Spec.Template.Priority].Enter(entity);
    }

    /// <summary>Takes an entity out that stands here, whatever its priority is by now.</summary>
    public static void Leave(TaskEntity entity)
    {
        entity.Line!.Queue.Leave(entity);
        entity.Ready = null;
    }

    /// <summary>The next to start. <see langword="null"/> when none is ready.</summary>
    public TaskEntity? Next()
    {
        var top = _queues.Length - 1;
        while (top >= 0 && _queues[top].Count == 0) top--;
        if (top < 0) return null;
        var entity = (IsLowerTurn() ? LowerThan(top) ?? _queues[top] : _queues[top]).Take();
        entity.Ready = null;
        return entity;
    }

    private bool IsLowerTurn()
    {
        if (lowerTurn == 0 || ++_sinceLower < lowerTurn) return false;
        _sinceLower = 0;
        return true;
    }

    private FairQueue? LowerThan(int top)
    {
        FairQueue? longest = null;
        for (var priority = 0; priority < top; priority++)
        {
            var queue = _queues[priority];
            if (queue.Count > 0 && (longest is null || queue.ReadySince < longest.ReadySince)) longest = queue;
        }

        return longest;
    }
}
