using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Akka.Scheduler.Kernel;

/// <summary>
/// A bounded queue of many producers and one consumer.
/// <list type="bullet">
/// <item>A producer claims the next position by moving <c>_tail</c>, only below <c>_limit</c>: so the bound is exact, and a position belongs
/// to one producer. It then writes the slot and marks it ready; the consumer takes slots in order of position.</item>
/// <item>Slots live in chunks, made when first needed and recycled when read: memory follows the depth of the queue, and a queue in steady
/// use allocates nothing. The directory has room for every position below the limit, so a position's chunk is never ambiguous.</item>
/// <item>The consumer clears a slot before it moves <c>_limit</c>, which the next producer of that slot reads first.</item>
/// <item>Closing sets the sign bit of <c>_tail</c>: no claim succeeds afterwards.</item>
/// </list>
/// </summary>
internal sealed class MessageRing<T>
{
    private const int MaxChunkLength = 128;
    private const long Closed = long.MinValue;

    private readonly Slot[]?[] _directory;
    private readonly int _capacity;
    private readonly int _chunkShift;
    private readonly int _chunkMask;
    private readonly int _directoryMask;
    private readonly int _releaseEvery;

    // Written by the consumer only.
    private Slot[]? _reading;
    private PaddedLong _head;
    private PaddedLong _limit;

    // Two: a queue about as deep as a chunk has two in use at times, and none at others.
    private Slot[]? _spare;
    private Slot[]? _secondSpare;
    private PaddedLong _tail;

    internal MessageRing(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var chunkLength = (int)Math.Min(MaxChunkLength, BitOperations.RoundUpToPowerOf2((uint)capacity));
        // One more than fits the capacity: the chunk that the consumer is in may be partly read.
        var chunks = (int)BitOperations.RoundUpToPowerOf2(((uint)capacity + (uint)chunkLength - 1) / (uint)chunkLength + 1);
        _directory = new Slot[]?[chunks];
        _capacity = capacity;
        _chunkShift = BitOperations.Log2((uint)chunkLength);
        _chunkMask = chunkLength - 1;
        _directoryMask = chunks - 1;
        _releaseEvery = Math.Clamp(capacity / 8, 1, 64);
        _limit.Value = capacity;
    }

    /// <summary>Whether the consumer has taken all that was claimed; also the full fence's other half, see <see cref="Mailbox"/>.</summary>
    internal bool IsEmpty => (Volatile.Read(ref _tail.Value) & ~Closed) == Volatile.Read(ref _head.Value);

    internal bool IsClosed => Volatile.Read(ref _tail.Value) < 0;

    /// <summary>Any thread.</summary>
    /// <returns>False when full or closed.</returns>
    internal bool TryAdd(T item)
    {
        while (true)
        {
            var position = Volatile.Read(ref _tail.Value);
            // A limit read late is too low at worst, never too high: it only grows.
            if (position < 0 || position >= Volatile.Read(ref _limit.Value))
                return false;
            if (Interlocked.CompareExchange(ref _tail.Value, position + 1, position) != position)
                continue;
            ref var slot = ref WritableChunk(position)[position & _chunkMask];
            slot.Item = item;
            Volatile.Write(ref slot.IsReady, true);
            return true;
        }
    }

    /// <summary>The consumer only.</summary>
    /// <returns>False when empty, or when the next producer was interrupted between claim and write.</returns>
    internal bool TryTake([MaybeNullWhen(false)] out T item)
    {
        if (!IsNextReady() && !AwaitNext())
        {
            item = default;
            return false;
        }

        var chunk = _reading!;
        var head = _head.Value;
        ref var slot = ref chunk[head & _chunkMask];
        item = slot.Item;
        slot = default;
        Volatile.Write(ref _head.Value, ++head);
        if ((head & _chunkMask) == 0)
            Retire(chunk, head - 1);
        if (head % _releaseEvery == 0)
            ReleaseRoom();
        return true;
    }

    /// <summary>The consumer only: lets producers have the slots taken so far. Rarely, because every producer's cache feels it.</summary>
    internal void ReleaseRoom()
    {
        var limit = _head.Value + _capacity;
        if (_limit.Value != limit)
            Volatile.Write(ref _limit.Value, limit);
    }

    /// <summary>The consumer only. Afterwards it takes what was claimed before, waiting for producers that are still writing.</summary>
    internal void Close() => Interlocked.Or(ref _tail.Value, Closed);

    private bool IsNextReady()
    {
        var chunk = _reading ??= Volatile.Read(ref _directory[(_head.Value >> _chunkShift) & _directoryMask]);
        return chunk is not null && Volatile.Read(ref chunk[_head.Value & _chunkMask].IsReady);
    }

    // A claimed slot is written within nanoseconds, unless its producer was interrupted: then the turn is given up, except while closing.
    private bool AwaitNext()
    {
        var spin = default(SpinWait);
        while (!IsEmpty)
        {
            if (IsNextReady())
                return true;
            if (spin.NextSpinWillYield && !IsClosed)
                return false;
            spin.SpinOnce(sleep1Threshold: -1);
        }

        return false;
    }

    private Slot[] WritableChunk(long position)
    {
        ref var entry = ref _directory[(position >> _chunkShift) & _directoryMask];
        return Volatile.Read(ref entry) ?? AddChunk(ref entry);
    }

    private Slot[] AddChunk(ref Slot[]? entry)
    {
        var mine = TakeSpare() ?? new Slot[_chunkMask + 1];
        var theirs = Interlocked.CompareExchange(ref entry, mine, null);
        if (theirs is null)
            return mine;
        TryKeepSpare(mine);
        return theirs;
    }

    // Two chunks are kept for the next producers. A deep queue's others stay where they are for the next lap; a shallow one lets them go.
    private void Retire(Slot[] chunk, long position)
    {
        _reading = null;
        var isShallow = (Volatile.Read(ref _tail.Value) & ~Closed) - position <= chunk.Length;
        var hasSpares = Volatile.Read(ref _spare) is not null && Volatile.Read(ref _secondSpare) is not null;
        if (hasSpares && !isShallow)
            return;
        // Out of the directory first: a spare is free to be put anywhere.
        Volatile.Write(ref _directory[(position >> _chunkShift) & _directoryMask], null);
        TryKeepSpare(chunk);
    }

    private Slot[]? TakeSpare() => Interlocked.Exchange(ref _spare, null) ?? Interlocked.Exchange(ref _secondSpare, null);

    private void TryKeepSpare(Slot[] chunk)
    {
        if (Interlocked.CompareExchange(ref _spare, chunk, null) is not null)
            Interlocked.CompareExchange(ref _secondSpare, chunk, null);
    }

    private struct Slot
    {
        public T Item;
        public bool IsReady;
    }
}
