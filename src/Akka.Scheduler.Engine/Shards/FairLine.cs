namespace Akka.Scheduler.Engine.Shards;

/// <summary>Ready tasks of one fairness key, in the order in which they became ready.</summary>
/// <remarks>
/// An entity that is not ready any more stays in its line until its turn comes, and is passed over: leaving costs nothing. One that comes back
/// meanwhile has its old place.
/// </remarks>
internal sealed class FairLine(FairQueue queue, string? key)
{
    private readonly Queue<TaskEntity> _entities = [];

    public FairQueue Queue => queue;

    public string? Key => key;

    /// <summary>How many are ready.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it waits for its turn.</summary>
    public bool InTurn { get; set; }

    /// <summary>The one that is longest ready; there must be one.</summary>
    public TaskEntity First
    {
        get
        {
            while (_entities.Peek().Line != this) _entities.Dequeue();
            return _entities.Peek();
        }
    }

    public void Enter(TaskEntity entity)
    {
        entity.Line = this;
        _entities.Enqueue(entity);
        Count++;
    }

    public void Leave(TaskEntity entity)
    {
        entity.Line = null;
        if (--Count == 0) _entities.Clear();
    }

    /// <summary>How many have been ready longer than an entity that stands here.</summary>
    public int Before(TaskEntity entity) => _entities.TakeWhile(other => other != entity).Where(other => other.Line == this).Distinct().Count();

    /// <summary>Takes the one that is longest ready; there must be one.</summary>
    public TaskEntity Take()
    {
        var entity = First;
        _entities.Dequeue();
        entity.Line = null;
        if (--Count == 0) _entities.Clear();
        return entity;
    }
}
