using Akka.Scheduler.Engine.Dispatch;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Tasks that may start now, by priority and then in the order in which they became ready.</summary>
/// <remarks>
/// <para>An entity that is not ready any more stays in its queue until its turn comes, and is passed over: leaving costs nothing.</para>
/// <para>A change of priority is a leave and an entry, so an entity may stand in two queues; its priority says which place counts.</para>
/// </remarks>
internal sealed class ReadyQueues
{
    private readonly Queue<TaskEntity>[] _queues = [new(), new(), new(), new()];
    private readonly int[] _counts = new int[4];

    public ReadyCounts Counts => new(_counts[0], _counts[1], _counts[2], _counts[3]);

    public bool IsEmpty => Counts.Total == 0;

    public void Enter(TaskEntity entity)
    {
        if (entity.Ready) return;
        entity.Ready = true;
        var lane = Lane(entity);
        _queues[lane].Enqueue(entity);
        _counts[lane]++;
    }

    /// <summary>Takes an entity out, wherever it stands. Call before its priority changes.</summary>
    public void Leave(TaskEntity entity)
    {
        if (!entity.Ready) return;
        entity.Ready = false;
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
                if (!entity.Ready || Lane(entity) != lane) continue;
                entity.Ready = false;
                _counts[lane]--;
                return entity;
            }
        }

        return null;
    }

    private static int Lane(TaskEntity entity) => (int)entity.Task.Spec.Template.Priority;
}
