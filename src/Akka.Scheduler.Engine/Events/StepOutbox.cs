using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Events;

/// <summary>Passes committed steps on to this node's own sink, and keeps those that other nodes want to hear of until the relay takes them.</summary>
/// <remarks>On the hot path: where no other node listens, a step costs one read more.</remarks>
internal sealed class StepOutbox(ITransitionSink own) : ITransitionSink
{
    /// <summary>How many wait at most; then the oldest are dropped.</summary>
    public const int Capacity = 10_000;

    private readonly Queue<TransitionNotice> _waiting = [];
    private readonly Lock _lock = new();
    private Action _filled = static () => { };
    private int _lost;

    // Written by the relay, read by every shard.
    private int _wanted;

    /// <summary>What other nodes want to hear of.</summary>
    public AudienceWish Wanted
    {
        get => (AudienceWish)Volatile.Read(ref _wanted);
        set => Volatile.Write(ref _wanted, (int)value);
    }

    /// <summary>Says who is called when something waits where nothing did.</summary>
    public void Attach(Action filled)
    {
        lock (_lock) _filled = filled;
    }

    /// <inheritdoc/>
    public void Committed(TaskSnapshot before, TaskSnapshot task, HistoryEntry entry)
    {
        own.Committed(before, task, entry);
        var wanted = Wanted;
        if (wanted == AudienceWish.Nothing || (wanted == AudienceWish.Ends && !entry.To.IsTerminal())) return;
        Keep(TransitionNotice.Of(task, entry).Shortened());
    }

    /// <summary>All that wait, and how many were dropped since this was asked last.</summary>
    public (TransitionNotice[] Notices, int Lost) Take()
    {
        lock (_lock)
        {
            var taken = (_waiting.ToArray(), _lost);
            _waiting.Clear();
            _lost = 0;
            return taken;
        }
    }

    private void Keep(TransitionNotice notice)
    {
        Action filled;
        lock (_lock)
        {
            if (_waiting.Count == Capacity)
            {
                _waiting.Dequeue();
                _lost++;
            }

            _waiting.Enqueue(notice);
            if (_waiting.Count > 1) return;
            filled = _filled;
        }

        filled();
    }
}
