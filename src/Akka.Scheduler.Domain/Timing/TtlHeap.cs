namespace Akka.Scheduler.Domain.Timing;

/// <summary>A binary heap whose entries know their place, so that any of them leaves in O(log n).</summary>
internal sealed class TtlHeap<TKey>
{
    private TtlEntry<TKey>?[] _entries = new TtlEntry<TKey>?[16];

    public int Count { get; private set; }

    /// <summary>The entry that is out first.</summary>
    public TtlEntry<TKey>? Head => _entries[0];

    public void Add(TtlEntry<TKey> entry)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        Rise(entry, Count++);
    }

    public void Remove(TtlEntry<TKey> entry)
    {
        var hole = entry.Index;
        var last = _entries[--Count]!;
        _entries[Count] = null;
        if (ReferenceEquals(last, entry)) return;
        if (last.Precedes(entry)) Rise(last, hole);
        else Sink(last, hole);
    }

    private void Rise(TtlEntry<TKey> entry, int index)
    {
        while (index > 0)
        {
            var parent = _entries[(index - 1) / 2]!;
            if (!entry.Precedes(parent)) break;
            Place(parent, index);
            index = (index - 1) / 2;
        }

        Place(entry, index);
    }

    private void Sink(TtlEntry<TKey> entry, int index)
    {
        for (int child; (child = 2 * index + 1) < Count; index = child)
        {
            if (child + 1 < Count && _entries[child + 1]!.Precedes(_entries[child]!)) child++;
            if (!_entries[child]!.Precedes(entry)) break;
            Place(_entries[child]!, index);
        }

        Place(entry, index);
    }

    private void Place(TtlEntry<TKey> entry, int index)
    {
        _entries[index] = entry;
        entry.Index = index;
    }
}
