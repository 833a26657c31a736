using System.Buffers.Binary;

namespace Akka.Scheduler.Kernel;

/// <summary>
/// Makes version-7 ids (RFC 9562) from a clock and a seed. Ids of one source rise strictly: within a millisecond, and when the clock
/// steps back, the 12 bits after the version count on from a random start (method 1 of section 6.2), and an overflow borrows the next millisecond.
/// Not safe for several threads.
/// </summary>
public sealed class GuidV7Source
{
    private readonly TimeProvider _time;
    private readonly SeededRandom _random;
    private long _milliseconds = long.MinValue;
    private int _counter;

    /// <summary>Makes the source.</summary>
    /// <param name="time">Gives the 48 bits of time.</param>
    /// <param name="seed">Gives the random bits.</param>
    public GuidV7Source(TimeProvider time, ulong seed)
    {
        _time = time;
        _random = new SeededRandom(seed);
    }

    /// <summary>The next id.</summary>
    public Guid Next()
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        if (now > _milliseconds)
            Begin(now);
        else if (++_counter > 0xFFF)
            Begin(_milliseconds + 1);

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)_milliseconds << 16) | 0x7000 | (uint)_counter);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (_random.NextBits() >> 2) | 0x8000_0000_0000_0000);
        return new Guid(bytes, bigEndian: true);
    }

    // The start leaves the upper half of the counter's range to count in.
    private void Begin(long milliseconds)
    {
        _milliseconds = milliseconds;
        _counter = _random.Next(0x800);
    }
}
