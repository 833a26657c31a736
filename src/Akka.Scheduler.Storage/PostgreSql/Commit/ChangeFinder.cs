using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>Finds the task that a step speaks of. Steps and changes mostly stand in the same order, so the next one is tried first.</summary>
internal struct ChangeFinder(IReadOnlyList<TaskChange> changes)
{
    private Dictionary<TaskId, TaskSnapshot>? _byId;
    private int _next;

    /// <exception cref="ArgumentException">The batch has a step of a task that it does not change.</exception>
    public TaskSnapshot Find(TaskId id)
    {
        if (_next < changes.Count && changes[_next].After.Id == id) return changes[_next++].After;
        if (_next > 0 && changes[_next - 1].After.Id == id) return changes[_next - 1].After;
        _byId ??= Index(changes);
        return _byId.TryGetValue(id, out var task) ? task : throw new ArgumentException($"the batch has a step of task '{id}' and does not change it");
    }

    private static Dictionary<TaskId, TaskSnapshot> Index(IReadOnlyList<TaskChange> changes)
    {
        var index = new Dictionary<TaskId, TaskSnapshot>(changes.Count);
        for (var i = 0; i < changes.Count; i++) index[changes[i].After.Id] = changes[i].After;
        return index;
    }
}
