using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Domain.Timing;
using Akka.Scheduler.Engine.Commits;
using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>A shard's memory, shared by the parts that act on it. Touched only in the shard's own turn.</summary>
/// <remarks>
/// <para>An entity is in <see cref="Live"/> if it runs, waits within its lane's bound, or has a step on its way.</para>
/// <para>It stands in the ready queues exactly if it waits, its time has come, and no step of it is on its way.</para>
/// <para>It has a deadline in <see cref="Deadlines"/> exactly if something is owed to it at a known time: becoming due, expiring, timing out.</para>
/// </remarks>
internal sealed class ShardCore
{
    private bool _flushRequested;
    private DateTimeOffset? _now;

    public ShardCore(AcquiredShard acquired, ShardServices services, IActorContext<ShardMessage> context)
    {
        Term = acquired.Term;
        Services = services;
        Context = context;
        Line = new(acquired, services.Settings.Commits, new ShardBatchBuilder(Term, context.Ids, Followed, () => Now).Build);
        Lanes = new(services.Settings);
        Deadlines = new(services.Deadlines);
        Reader = new(this);
        Ready = new(services.Dispatch, services.Queues);
        Epochs = new(this);
        Permits = new(this);
        Splits = new(this);
    }

    public ShardTerm Term { get; }

    public ShardServices Services { get; }

    public IActorContext<ShardMessage> Context { get; }

    public CommitLine<PendingStep, ShardBatch> Line { get; }

    public Dictionary<TaskId, TaskEntity> Live { get; } = [];

    /// <summary>The tasks on their way to being made, by the unique key that they claim.</summary>
    public Dictionary<string, TaskEntity> Claiming { get; } = new(StringComparer.Ordinal);

    /// <summary>The tasks that others wait for, with the shards of those; of all live tasks of the shard, in memory or not.</summary>
    public Dictionary<TaskId, HashSet<int>> Followed { get; } = [];

    public ReadyQueues Ready { get; }

    public TtlQueue<TaskEntity> Deadlines { get; }

    public ReadGuard Reads { get; } = new();

    public ShardReader Reader { get; }

    public KnownEpochs Epochs { get; }

    public PermitDesk Permits { get; }

    public SplitDesk Splits { get; }

    public WaitingLanes Lanes { get; }

    /// <summary>The instant of this turn. One for all that is decided in it, since a clock costs more than most decisions.</summary>
    public DateTimeOffset Now => _now ??= EngineClock.Now(Context.Time);

    /// <summary>A turn begins: the clock is looked at anew.</summary>
    public void BeginTurn() => _now = null;

    /// <summary>Takes note that tasks of another shard, or of this one, wait for a task.</summary>
    public void AddFollowed(TaskId parent, int childShard)
    {
        if (!Followed.TryGetValue(parent, out var shards)) Followed.Add(parent, shards = []);
        shards.Add(childShard);
    }

    /// <summary>Sends a decided step on its way; the entity takes no other until it is settled.</summary>
    public void Submit(PendingStep step)
    {
        if (step.Entity is { } entity)
        {
            entity.Busy = true;
            Ready.Leave(entity);
            entity.Starts = step.Effect is StepEffect.Grant;
            Permits.Decided(entity, entity.Starts);
        }

        Line.Add(step);
        RequestFlush();
    }

    /// <summary>Lets everything that is already in the mailbox have its turn before the next batch closes: under load batches grow by themselves.</summary>
    public void RequestFlush()
    {
        if (_flushRequested) return;
        _flushRequested = true;
        if (!Context.Self.TryTell(ShardMessage.Flush.Instance))
            Context.PipeToSelf(Task.CompletedTask, static () => ShardMessage.Flush.Instance, static _ => ShardMessage.Flush.Instance);
    }

    public void FlushTaken() => _flushRequested = false;

    /// <summary>Takes a task from the store into memory.</summary>
    public void Load(TaskSnapshot task)
    {
        var entity = new TaskEntity(task);
        Live[task.Id] = entity;
        Place(entity);
    }

    /// <summary>Takes the committed state of an entity in <see cref="Live"/> into account: where it belongs, and what is owed to it when.</summary>
    public void Place(TaskEntity entity)
    {
        if (entity.Busy) return;
        var (task, now) = (entity.Task, Now);
        if (task.State != TaskState.Running) Permits.Ended(entity);
        var lane = task.State.IsWaiting() ? Lanes.Of(task) : null;
        var left = lane is not null && !entity.Resting && !lane.Keeps(task, now);
        if (left)
        {
            lane!.Leave(task);
            Lanes.Note(lane);
        }

        if (left || task.State.IsTerminal())
        {
            Forget(entity);
            return;
        }

        Lanes.Move(entity, lane);
        if (entity.Resting) return;
        if (task.State == TaskState.Running)
        {
            Permits.Runs(entity);
            SetDeadline(entity, GivenUpAt(task));
        }
        else if (task.NextStartAt > now)
        {
            SetDeadline(entity, task.NextStartAt);
        }
        else
        {
            if (task.Spec.Template.Split is not null && task.Spec.IsToBeSplit)
            {
                Splits.Enter(entity);
            }
            else if (Permits.Admits(entity))
            {
                Ready.Enter(entity);
                DemandChanged = true;
            }

            if (task.GivenUpAt is { } end) SetDeadline(entity, end);
            else Deadlines.Remove(entity);
        }
    }

    /// <summary>When a running attempt is given up: a while after its deadline, so that its worker can say so first; at once when it was told to stop long ago.</summary>
    public DateTimeOffset GivenUpAt(TaskSnapshot running) =>
        running.Open!.Deadline + (running.CancelRequested ? TimeSpan.Zero : Services.Settings.TimeoutGrace);

    /// <summary>Takes an entity out of memory.</summary>
    public void Forget(TaskEntity entity)
    {
        Ready.Leave(entity);
        Permits.Release(entity);
        Deadlines.Remove(entity);
        Live.Remove(entity.Id);
        Lanes.Move(entity, null);
    }

    /// <summary>Set when the ready queues have gained; cleared when the dispatcher has been told.</summary>
    public bool DemandChanged { get; set; }

    /// <summary>Set when the nearest deadline may have come nearer; cleared when the timer is armed.</summary>
    public bool DeadlinesChanged { get; set; }

    private void SetDeadline(TaskEntity entity, DateTimeOffset deadline)
    {
        if (Deadlines.Set(entity, deadline)) DeadlinesChanged = true;
    }
}
