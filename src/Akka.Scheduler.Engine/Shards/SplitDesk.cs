using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Splits tasks into parts where a task without parts would become ready to start. The parts are written to the inboxes of their shards by the commit that says so.</summary>
/// <remarks>
/// <para>A paused queue splits nothing, as it starts nothing. Limits count for the parts.</para>
/// <para>A task for each worker waits while no worker fits, and while this node has not heard what all of them can run, though not long.</para>
/// <para>Parts on their way to the store are bounded, so that neither a commit nor a turn becomes long however many tasks come due at once.</para>
/// </remarks>
internal sealed class SplitDesk(ShardCore core)
{
    // A worker says what it can run within a second of having heard of this node.
    private static readonly TimeSpan HearFor = TimeSpan.FromSeconds(3);

    private readonly Queue<TaskEntity> _queue = [];
    private readonly HashSet<TaskEntity> _queued = [];
    private readonly Dictionary<TaskEntity, DateTimeOffset> _lacking = [];
    private readonly HashSet<int> _hints = [];
    private int _onTheWay;

    /// <summary>The time of a task has come that is to be split.</summary>
    public void Enter(TaskEntity entity)
    {
        if (_queued.Add(entity)) _queue.Enqueue(entity);
    }

    /// <summary>Decides what this turn has gathered, as far as there is room.</summary>
    public void Run()
    {
        if (_queue.Count == 0 && _hints.Count == 0) return;
        foreach (var shard in _hints) core.Services.Shards.Find(shard)?.Tell(ShardMessage.InboxHasRows.Instance);
        _hints.Clear();
        while (!IsFull && _queue.TryDequeue(out var entity))
        {
            _queued.Remove(entity);
            // Whoever settles its step places it again.
            if (IsHere(entity) && !entity.Busy && !entity.Resting) Split(entity);
        }
    }

    /// <summary>Whether so many parts are on their way that no more are to be made now.</summary>
    public bool IsFull => _onTheWay >= TaskPart.Most;

    /// <summary>Parts go on their way with the step that makes them.</summary>
    public InboxInsert[] Emit(IReadOnlyList<TaskSpec> parts)
    {
        _onTheWay += parts.Count;
        var shards = core.Services.Shards.Shards;
        return [.. parts.Select(part => new InboxInsert(ShardHash.Of(part.Id.Value, shards), part))];
    }

    /// <summary>A split is durable: the shards of the parts are to look.</summary>
    public void Emitted(IReadOnlyList<InboxInsert> parts)
    {
        _onTheWay -= parts.Count;
        foreach (var part in parts) _hints.Add(part.Shard);
    }

    /// <summary>A step that makes parts is not to be.</summary>
    public void Dropped(IReadOnlyList<InboxInsert> parts) => _onTheWay -= parts.Count;

    /// <summary>Time has passed: those that found no worker look again.</summary>
    public void LookAgain()
    {
        if (_lacking.Count == 0) return;
        foreach (var entity in _lacking.Keys.ToArray())
        {
            if (IsHere(entity) && entity.Task.Spec.IsToBeSplit) Enter(entity);
            else _lacking.Remove(entity);
        }
    }

    private bool IsHere(TaskEntity entity) => core.Live.GetValueOrDefault(entity.Id) == entity;

    private void Split(TaskEntity entity)
    {
        var now = core.Now;
        if (TaskRules.GiveUp(entity.Task, now) is { } over)
        {
            core.Submit(new(entity, over, AttemptDesk.KindOf(over.After), StepEffect.None.Instance));
            return;
        }

        // Those of a queue that goes on are placed again.
        if (!core.Permits.Queues.Terms.AreKnown || core.Services.Queues.IsPaused(entity.Task.Spec.Template.Queue)) return;
        if (WorkersFor(entity, now) is not { } workers || SplitRules.Split(entity.Task, workers, now) is not { } split) return;
        _lacking.Remove(entity);
        core.Submit(new(entity, split.Step, ChangeKind.UpdateAll, StepEffect.None.Instance) { Parts = Emit(split.Parts) });
    }

    /// <returns>None for a task that does not ask for workers; <see langword="null"/> while it has to wait for some.</returns>
    private WorkerId[]? WorkersFor(TaskEntity entity, DateTimeOffset now)
    {
        var template = entity.Task.Spec.Template;
        if (template.Split is not TaskSplit.Broadcast) return [];
        var (seen, living) = (core.Services.Board.Workers, core.Services.Workers.Look.All);
        WorkerId[] fitting = [.. seen.Where(worker => living.Contains(worker.Node) && SplitRules.Fits(template, worker.Profile.Executors, worker.Profile.Labels))
            .Select(worker => new WorkerId(worker.Node.NodeId)).OrderBy(worker => worker.Value, StringComparer.Ordinal)];
        _lacking.TryAdd(entity, now);
        var heard = living.All(node => seen.Any(worker => worker.Node == node));
        return fitting.Length > 0 && (heard || now - _lacking[entity] >= HearFor) ? fitting : null;
    }
}
