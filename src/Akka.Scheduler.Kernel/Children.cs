namespace Akka.Scheduler.Kernel;

/// <summary>The living actors under one parent, in the order of their spawning.</summary>
internal sealed class Children
{
    private readonly Dictionary<string, Entry> _byName = new(StringComparer.Ordinal);
    private long _spawned;

    internal int Count => _byName.Count;

    /// <exception cref="InvalidOperationException">A living child has that name.</exception>
    internal void Add(ActorCell child)
    {
        if (!_byName.TryAdd(child.Path.Name, new Entry(child, _spawned++)))
            throw new InvalidOperationException($"There is an actor at {child.Path} already.");
    }

    internal void Remove(ActorCell child)
    {
        if (Contains(child))
            _byName.Remove(child.Path.Name);
    }

    internal bool Contains(ActorCell child) => _byName.TryGetValue(child.Path.Name, out var entry) && entry.Cell == child;

    /// <summary>Latest first.</summary>
    internal IEnumerable<ActorCell> InReverse() => _byName.Values.OrderByDescending(entry => entry.Number).Select(entry => entry.Cell);

    internal void StopAll()
    {
        if (_byName.Count == 0)
            return;
        foreach (var child in InReverse())
            child.Post(new Lifecycle.Stop());
    }

    private readonly record struct Entry(ActorCell Cell, long Number);
}
