using System.Collections;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>The entities of one lane, linked through themselves: to come and to go costs nothing but the links.</summary>
internal sealed class LaneMembers : IEnumerable<TaskEntity>
{
    private TaskEntity? _first;

    public int Count { get; private set; }

    public void Add(TaskEntity entity)
    {
        (entity.PreviousInLane, entity.NextInLane) = (null, _first);
        if (_first is not null) _first.PreviousInLane = entity;
        _first = entity;
        Count++;
    }

    public void Remove(TaskEntity entity)
    {
        if (entity.PreviousInLane is { } previous) previous.NextInLane = entity.NextInLane;
        else _first = entity.NextInLane;
        if (entity.NextInLane is { } next) next.PreviousInLane = entity.PreviousInLane;
        (entity.PreviousInLane, entity.NextInLane) = (null, null);
        Count--;
    }

    public IEnumerator<TaskEntity> GetEnumerator()
    {
        for (var entity = _first; entity is not null; entity = entity.NextInLane) yield return entity;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
