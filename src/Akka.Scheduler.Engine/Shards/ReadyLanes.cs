using Akka.Scheduler.Engine.Dispatch;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Tasks of one class that may start now, by priority and then in the order in which they became ready.</summary>
/// <remarks>
/// <para>An entity that is not ready any more stays in its queue until its turn comes, and is passed over: leaving costs nothing.</para>
/// <para>A change of priority is a leave and an entry, so an entity may stand in two queues; its priority says which place counts.</para>
/// </remarks>
internal sealed class ReadyLanes
{
    private readonly Queue<TaskEntity>[] _queues = [new(), new(), new(), new()];
    private readonly int[] _counts = new int[4];

    public ReadyCounts Counts => new(_counts[0], _counts[1], _counts[2], _counts[3]);

    public bool IsEmpty => Counts.Total == 0;

    public void Enter(TaskEntity entity)
    {
        entity.Ready = this;
        var lane = Lane(entity);
        _queues[lane].Enqueue(entity);
        _counts[lane]++;
    }

    /// <summary>Takes an entity out that stands here.</summary>
    public void Leave(TaskEntity entity)
    {
        entity.Ready = null;
        var lane = Lane(entity);
        _counts[lane]--;
        if (_counts[lane] == 0) _queues[lane].Clear();
    }

    /// <summary>The next to start: highest priority, longest ready. <see langword="null"/> when none is.</summary>
    public TaskEntity? Next()
    {
        for (var lane = _queues.Length - 1; lane >= 0; lane--)
        {
            while (_counts[lane] > 0)
            {
                var entity = _queues[lane].Dequeue();
                if (entity.Ready != this || Lane(entity) != lane) continue;
                entity.Ready = null;
                _counts[lane]--;
                return entity;
            }
        }

        return null;
    }

    private static int Lane(TaskEntity entity) => (int)entity.Task.Spec.Template.Priority;
}
