using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Commits;

/// <summary>The one way from decided to durable: steps gather while a batch is on its way, and leave as the next one.</summary>
/// <remarks>
/// <para>At most one batch is on its way, so the expected sequence is always known.</para>
/// <para>A batch that was sent is never changed: until its end is known, only the same batch is sent again.</para>
/// <para>A batch that the store can never take is halved until the poisonous step stands alone: it fails by itself, and the others are taken.</para>
/// </remarks>
/// <param name="acquired">The term; its first batch follows the take-over.</param>
/// <param name="settings">Sizes and back-off.</param>
/// <param name="build">Makes a batch of steps that expects a log sequence and the id of the batch before it.</param>
internal sealed class CommitLine<TStep, TBatch>(AcquiredShard acquired, CommitSettings settings, Func<long, Guid, IReadOnlyList<TStep>, TBatch> build)
    where TBatch : FencedBatch
{
    private readonly Queue<TStep> _waiting = new();

    // How many of the first waiting steps leave together: the halves of a batch that was refused.
    private readonly Stack<int> _halves = new();
    private List<TStep> _steps = [];
    private TBatch? _sent;
    private long _logSeq = acquired.LogSeq;
    private TimeSpan _resendAfter = settings.ResendMin;

    /// <summary>Steps that wait or are on their way.</summary>
    public int Backlog => _waiting.Count + _steps.Count;

    /// <summary>The batch on its way, if there is one.</summary>
    public TBatch? Sent => _sent;

    /// <summary>Whether nothing waits and nothing is on its way.</summary>
    public bool IsIdle => _sent is null && _waiting.Count == 0;

    /// <summary>The last batch that is durable; before the first one, the take-over.</summary>
    public Guid LastBatch { get; private set; } = acquired.BatchId;

    /// <summary>A number that no earlier batch has: what is decided now is recorded there or later.</summary>
    public long NextSeq => _logSeq + (_sent is null ? 1 : 2);

    public void Add(TStep step) => _waiting.Enqueue(step);

    /// <summary>Closes the next batch; <see langword="null"/> when one is on its way or nothing waits.</summary>
    public TBatch? Close()
    {
        if (_sent is not null || _waiting.Count == 0) return null;
        var count = Math.Min(_waiting.Count, _halves.TryPop(out var half) ? half : settings.MaxBatch);
        _steps = new List<TStep>(count);
        for (var i = 0; i < count; i++) _steps.Add(_waiting.Dequeue());
        return _sent = build(_logSeq, LastBatch, _steps);
    }

    /// <summary>Takes note of how the batch on its way ended, and says what follows.</summary>
    public CommitVerdict<TStep> Settle(CommitOutcome outcome)
    {
        switch (outcome)
        {
            case CommitOutcome.Applied:
                _resendAfter = settings.ResendMin;
                _logSeq++;
                LastBatch = _sent!.BatchId;
                return new CommitVerdict<TStep>.Durable(TakeSteps());
            case CommitOutcome.Fenced fenced:
                return new CommitVerdict<TStep>.Fenced(fenced.Why);
            case CommitOutcome.Refused { Transient: false } refused:
                return Poisoned(refused.Why);
            case CommitOutcome.Refused refused:
                return Again(refused.Why);
            case CommitOutcome.KeysTaken taken:
                return new CommitVerdict<TStep>.Taken(TakeSteps(), taken.Keys);
            case CommitOutcome.Unknown unknown:
                return Again(unknown.Why);
            default:
                throw new InvalidOperationException($"unknown outcome {outcome.GetType().Name}");
        }
    }

    /// <summary>Steps of a batch of which nothing was applied go before all others into the next one.</summary>
    public void PutFirst(IReadOnlyList<TStep> steps)
    {
        TStep[] later = [.. _waiting];
        _waiting.Clear();
        foreach (var step in steps) _waiting.Enqueue(step);
        foreach (var step in later) _waiting.Enqueue(step);
    }

    /// <summary>Everything that is not durable, for an owner that stops.</summary>
    public IEnumerable<TStep> Unsettled() => [.. _steps, .. _waiting];

    private List<TStep> TakeSteps()
    {
        var steps = _steps;
        _sent = null;
        _steps = [];
        return steps;
    }

    private CommitVerdict<TStep> Poisoned(string why)
    {
        var steps = TakeSteps();
        if (steps.Count == 1) return new CommitVerdict<TStep>.Poison(steps[0], why);
        PutFirst(steps);
        _halves.Push(steps.Count - (steps.Count / 2));
        _halves.Push(steps.Count / 2);
        return new CommitVerdict<TStep>.Halved();
    }

    private CommitVerdict<TStep> Again(string why)
    {
        var after = _resendAfter;
        _resendAfter = after * 2 < settings.ResendMax ? after * 2 : settings.ResendMax;
        return new CommitVerdict<TStep>.Again(after, why);
    }
}
