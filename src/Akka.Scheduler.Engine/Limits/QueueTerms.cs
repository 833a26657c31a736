using Akka.Scheduler.Engine.Queues;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>The limits of queues as a shard goes by them. They change only while it looks at all its tasks, so what it says of them is always true of what it has counted.</summary>
/// <remarks>They are known once the node shows what stood in the store after the shard's term had begun, or what came later: an owner never knows less than
/// a former one which told a keeper that it knew.</remarks>
/// <param name="board">What the node shows.</param>
internal sealed class QueueTerms(QueueBoard board)
{
    private readonly Dictionary<string, LimitTerms> _learned = new(StringComparer.Ordinal);
    private QueuesShown _seen = QueuesShown.None;
    private long? _stood;

    /// <summary>Whether a start may go by them.</summary>
    public bool AreKnown => _seen.Version >= _stood;

    /// <summary>Whether the node shows something else by now.</summary>
    public bool AreBehind => _seen != board.Shown;

    /// <summary>What is set for a queue.</summary>
    public LimitTerms this[string queue]
    {
        get
        {
            var terms = _seen.Queues.GetValueOrDefault(queue) is { } set ? new LimitTerms(set.MaxConcurrency, set.RatePerSecond, set.Version) : default;
            return _learned.Count > 0 && _learned.TryGetValue(queue, out var learned) && learned.Version > terms.Version ? learned : terms;
        }
    }

    /// <summary>The limit of a queue; absent where it has none.</summary>
    public LimitTerms? LimitOf(string queue) => this[queue] is { AreOpen: false } terms ? terms : null;

    /// <summary>What stood in the store after the term had begun was of this version.</summary>
    public void Stood(long version) => _stood = version;

    /// <summary>Goes by what the node shows now.</summary>
    public void Look() => _seen = board.Shown;

    /// <summary>A keeper says what is set for a queue.</summary>
    /// <returns>Whether that was not known.</returns>
    public bool Learn(string queue, LimitTerms terms)
    {
        if (this[queue].Version >= terms.Version) return false;
        _learned[queue] = terms;
        return true;
    }
}
