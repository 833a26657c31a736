using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>The one way from decided to durable: steps gather while a batch is on its way, and leave as the next one.</summary>
/// <remarks>
/// <para>At most one batch is on its way, so the expected sequence is always known.</para>
/// <para>A batch that was sent is never changed: until its end is known, only the same batch is sent again.</para>
/// <para>A batch that the store can never take is sent again step by step, so that one poisonous step fails alone.</para>
/// </remarks>
internal sealed class CommitLine(ShardTerm term, long logSeq, int maxBatch, GuidV7Source ids)
{
    private readonly Queue<PendingStep> _waiting = new();
    private readonly List<long> _consumed = [];
    private long _logSeq = logSeq;
    private List<PendingStep> _steps = [];
    private ShardBatch? _sent;
    private int _singles;

    /// <summary>Steps that wait or are on their way.</summary>
    public int Backlog => _waiting.Count + _steps.Count;

    /// <summary>The batch on its way, if there is one.</summary>
    public ShardBatch? Sent => _sent;

    /// <summary>Whether nothing waits and nothing is on its way.</summary>
    public bool IsIdle => _sent is null && _waiting.Count == 0 && _consumed.Count == 0;

    /// <summary>The sequence number that the next batch will get: a step decided now is recorded no earlier than there.</summary>
    public long NextSeq => _logSeq + (_sent is null ? 1 : 2);

    public void Add(PendingStep step) => _waiting.Enqueue(step);

    /// <summary>An inbox row whose task exists already, to remove with the next batch.</summary>
    public void Consume(long inboxPosition) => _consumed.Add(inboxPosition);

    /// <summary>Closes the next batch; <see langword="null"/> when one is on its way or nothing waits.</summary>
    public ShardBatch? Close()
    {
        if (_sent is not null || (_waiting.Count == 0 && _consumed.Count == 0)) return null;
        var count = Math.Min(_waiting.Count, _singles > 0 ? 1 : maxBatch);
        if (_singles > 0) _singles--;
        var changes = new List<TaskChange>(count);
        var history = new List<HistoryEntry>(count);
        var consumed = _consumed.Count == 0 ? null : new List<long>(_consumed);
        _consumed.Clear();
        _steps = new List<PendingStep>(count);
        for (var i = 0; i < count; i++)
        {
            var step = _waiting.Dequeue();
            _steps.Add(step);
            history.Add(step.Step.Entry);
            if (step.Kind is { } kind) changes.Add(new(kind, step.Step.After));
            if (step.InboxPosition is { } row) (consumed ??= []).Add(row);
        }

        return _sent = new(term, _logSeq, ids.Next()) { Changes = changes, History = history, ConsumedInbox = consumed ?? (IReadOnlyList<long>)[] };
    }

    /// <summary>The batch is durable.</summary>
    /// <returns>Its steps.</returns>
    public List<PendingStep> Applied()
    {
        var steps = _steps;
        _logSeq++;
        _sent = null;
        _steps = [];
        return steps;
    }

    /// <summary>The store can never take the batch.</summary>
    /// <returns>The one poisonous step; <see langword="null"/> when there were several, which are now tried one by one.</returns>
    public PendingStep? Poisoned()
    {
        var steps = _steps;
        _sent = null;
        _steps = [];
        if (steps.Count == 1) return steps[0];
        Requeue(steps);
        _singles = steps.Count;
        return null;
    }

    /// <summary>Everything that is not durable, for the owner that stops.</summary>
    public IEnumerable<PendingStep> Unsettled() => [.. _steps, .. _waiting];

    private void Requeue(List<PendingStep> steps)
    {
        var later = _waiting.ToArray();
        _waiting.Clear();
        foreach (var step in steps) _waiting.Enqueue(step);
        foreach (var step in later) _waiting.Enqueue(step);
    }
}
