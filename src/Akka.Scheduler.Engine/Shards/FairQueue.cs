namespace Akka.Scheduler.Engine.Shards;

/// <summary>Ready tasks of one class and priority: their fairness keys take turns, one task each; tasks without a key count as one more key.</summary>
/// <remarks>
/// <para>Exact among what a shard has in memory. What it has there it reads by lanes (<see cref="WaitingLanes"/>), and keys share a lane only by chance, so
/// a key's backlog does not keep another key's tasks out of memory either (compare stochastic fairness queueing, McKenney 1990).</para>
/// <para>Each shard lets its own keys take turns, and a dispatcher serves shards in turn: a key that has tasks in every shard gets the more of the
/// slots in all, but no key that has a task anywhere waits for another one's backlog there.</para>
/// <para>Coming, leaving and the next turn cost the same however many keys there are.</para>
/// </remarks>
internal sealed class FairQueue
{
    // So many empty lines stay before they are looked for.
    private const int KeptEmpty = 64;

    private readonly Queue<FairLine> _turns = [];
    private readonly Dictionary<string, FairLine> _keyed = new(StringComparer.Ordinal);
    private FairLine? _keyless;
    private int _empty;

    public int Count { get; private set; }

    /// <summary>How many keys it knows, those that have nothing ready any more among them.</summary>
    public int Keys => _keyed.Count;

    public void Enter(TaskEntity entity)
    {
        var line = LineOf(entity.Task.Spec.Template.FairShare);
        if (!line.InTurn) _turns.Enqueue(line);
        else if (line.Count == 0) _empty--;
        line.InTurn = true;
        line.Enter(entity);
        Count++;
    }

    /// <summary>Takes out an entity that stands here.</summary>
    public void Leave(TaskEntity entity)
    {
        var line = entity.Line!;
        line.Leave(entity);
        Count--;
        if (line.Count == 0 && ++_empty > KeptEmpty && _empty > _turns.Count / 2) DropEmpty();
    }

    /// <summary>When the one whose turn is next became ready; there must be one.</summary>
    public DateTimeOffset ReadySince => NextLine().First.Task.NextStartAt;

    /// <summary>The next one; there must be one.</summary>
    public TaskEntity First => NextLine().First;

    /// <summary>How many go before an entity that stands here, if none comes: of its own key those that are ready longer, of any other as many and one more.</summary>
    public int Before(TaskEntity entity)
    {
        var own = entity.Line!.Before(entity);
        var before = own;
        foreach (var line in _turns)
        {
            if (line != entity.Line) before += Math.Min(line.Count, own + 1);
        }

        return before;
    }

    /// <summary>Takes the next one: of the key whose turn it is, the one that is longest ready. There must be one.</summary>
    public TaskEntity Take()
    {
        var line = NextLine();
        var entity = line.Take();
        Count--;
        if (line.Count == 0)
        {
            EndTurn();
        }
        else if (_turns.Count > 1)
        {
            _turns.Dequeue();
            _turns.Enqueue(line);
        }

        return entity;
    }

    // Lines that have become empty are dropped when their turn comes.
    private FairLine NextLine()
    {
        while (_turns.Peek().Count == 0)
        {
            EndTurn();
            _empty--;
        }

        return _turns.Peek();
    }

    // Where nothing is taken, no turn comes: nobody may start tasks of a queue that is paused.
    private void DropEmpty()
    {
        for (var left = _turns.Count; left > 0; left--)
        {
            if (_turns.Peek().Count == 0) EndTurn();
            else _turns.Enqueue(_turns.Dequeue());
        }

        _empty = 0;
    }

    private void EndTurn()
    {
        var line = _turns.Dequeue();
        line.InTurn = false;
        if (line.Key is { } key) _keyed.Remove(key);
    }

    private FairLine LineOf(string? key)
    {
        if (key is null) return _keyless ??= new(this, null);
        if (!_keyed.TryGetValue(key, out var line)) _keyed.Add(key, line = new(this, key));
        return line;
    }
}
