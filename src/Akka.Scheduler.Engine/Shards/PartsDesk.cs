using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Has the parts of tasks cancelled that are being cancelled, and cancels parts on behalf of other shards.</summary>
/// <remarks>
/// <para>That a task is being cancelled is in its record, and so are the parts that have not ended. Their shards are told again and again until each of them is
/// settled; after a take-over the tasks come from the store (<see cref="DependencyDesk"/>).</para>
/// <para>A part that does not exist yet is in an inbox; it is cancelled when it is told the next time.</para>
/// </remarks>
internal sealed class PartsDesk(ShardCore core)
{
    // Parts in one message.
    private const int MaxParts = 200;
    private const string Why = "the task that it is a part of is being cancelled";
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly Dictionary<TaskId, Telling> _recalled = [];
    private readonly List<TaskSnapshot> _fresh = [];
    private bool _armed;

    /// <summary>How a task that has parts stands, durably.</summary>
    public void Note(TaskSnapshot task)
    {
        if (!task.CancelRequested || !SplitRules.HasParts(task))
        {
            _recalled.Remove(task.Id);
        }
        else if (_recalled.TryGetValue(task.Id, out var telling))
        {
            telling.Task = task;
        }
        else
        {
            _recalled.Add(task.Id, new() { Task = task, Again = core.Now + FirstWait, Wait = FirstWait });
            _fresh.Add(task);
        }
    }

    /// <summary>Tells of what this turn has gathered.</summary>
    public void Tell()
    {
        if (_fresh.Count == 0) return;
        foreach (var task in _fresh) Tell(task);
        _fresh.Clear();
        if (_armed) return;
        _armed = true;
        core.Context.Timers.StartSingle("recall", ShardMessage.RecallAgain.Instance, FirstWait);
    }

    /// <summary>Says again what is not done.</summary>
    public void TellAgain()
    {
        _armed = false;
        var now = core.Now;
        foreach (var telling in _recalled.Values)
        {
            if (telling.Again > now) continue;
            telling.Wait = telling.Wait * 2 < LongestWait ? telling.Wait * 2 : LongestWait;
            telling.Again = now + telling.Wait;
            Tell(telling.Task);
        }

        if (_recalled.Count == 0) return;
        _armed = true;
        core.Context.Timers.StartSingle("recall", ShardMessage.RecallAgain.Instance, FirstWait);
    }

    /// <summary>Cancels parts that are here.</summary>
    public void Take(ShardMessage.Recall recall)
    {
        List<TaskId>? unknown = null;
        foreach (var part in recall.Parts)
        {
            if (!core.Live.TryGetValue(part, out var entity)) (unknown ??= []).Add(part);
            else if (entity.Busy) entity.Defer(new ShardMessage.Recall([part]));
            else Cancel(entity);
        }

        if (unknown is not null) LookUp(unknown);
    }

    public void Found(ShardLookup.ForRecall lookup, IReadOnlyList<TaskSnapshot> tasks)
    {
        List<TaskId>? again = null;
        foreach (var task in tasks)
        {
            if (core.Live.ContainsKey(task.Id)) Take(new([task.Id]));
            else if (lookup.Ticket.IsStale(task.Id)) (again ??= []).Add(task.Id);
            else Cancel(new(task));
        }

        if (again is not null) LookUp(again);
    }

    private void Cancel(TaskEntity entity)
    {
        if (TaskRules.Cancel(entity.Task, Why, core.Now, core.Services.Settings.CancelGrace) is not { } step) return;
        core.Live[entity.Id] = entity;
        core.Submit(new(entity, step, AttemptDesk.KindOf(step.After), StepEffect.PassOn.Instance));
    }

    private void LookUp(List<TaskId> parts) =>
        core.Reader.Read(new ShardRead.Lookup(new ShardLookup.ForRecall(parts) { Ticket = core.Reads.Begin() }));

    private void Tell(TaskSnapshot task)
    {
        var shards = core.Services.Shards;
        var on = task.Spec.Dependencies!.On;
        var open = Enumerable.Range(task.Spec.FirstPart, task.Spec.Parts).Where(edge => task.Settled![edge] == DependencyMarks.Open).Select(edge => on[edge].Task);
        foreach (var group in open.GroupBy(part => ShardHash.Of(part.Value, shards.Shards)))
        {
            if (shards.Find(group.Key) is not { } owner) continue;
            foreach (var parts in group.Chunk(MaxParts)) owner.Tell(new ShardMessage.Recall(parts));
        }
    }

    private sealed class Telling
    {
        public required TaskSnapshot Task { get; set; }

        public required DateTimeOffset Again { get; set; }

        public required TimeSpan Wait { get; set; }
    }
}
