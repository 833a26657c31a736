using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Queues;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Tasks that may start now, by class; each class has its own order.</summary>
internal sealed class ReadyQueues(DispatchSettings settings, QueueBoard queues)
{
    // So many classes stay in memory when nothing of them is ready any more.
    private const int Kept = 64;

    private readonly Dictionary<ReadyClass, ReadyLanes> _classes = [];

    // Most tasks are of the class of the one before, and to hash its three texts costs more than to compare them.
    private (ReadyClass Class, ReadyLanes? Lanes) _last;

    /// <summary>What is ready of each class, without empty ones and without those of a queue that is paused.</summary>
    public IReadOnlyList<ReadyGroup> Groups
    {
        get
        {
            var groups = new List<ReadyGroup>(_classes.Count);
            foreach (var (key, lanes) in _classes)
            {
                if (!lanes.IsEmpty && !queues.IsPaused(key.Queue)) groups.Add(new(key, lanes.Counts));
            }

            return groups;
        }
    }

    public void Enter(TaskEntity entity)
    {
        if (entity.Ready is not null) return;
        var key = ReadyClass.Of(entity.Task.Spec, settings);
        var lanes = Find(key);
        if (lanes is null) _classes.Add(key, lanes = new(settings.LowerTurn));
        lanes.Enter(entity);
    }

    /// <summary>Takes an entity out, wherever it stands.</summary>
    public void Leave(TaskEntity entity)
    {
        if (entity.Ready is not { } lanes) return;
        ReadyLanes.Leave(entity);
        if (lanes.IsEmpty && _classes.Count > Kept) Prune();
    }

    /// <summary>The next of a class to start (<see cref="ReadyLanes"/>). <see langword="null"/> when none is.</summary>
    public TaskEntity? Next(ReadyClass key) => Find(key)?.Next();

    private ReadyLanes? Find(ReadyClass key)
    {
        if (_last.Lanes is { } last && _last.Class == key) return last;
        if (!_classes.TryGetValue(key, out var found)) return null;
        _last = (key, found);
        return found;
    }

    private void Prune()
    {
        _last = default;
        foreach (var empty in _classes.Where(one => one.Value.IsEmpty).Select(one => one.Key).ToArray()) _classes.Remove(empty);
    }
}
