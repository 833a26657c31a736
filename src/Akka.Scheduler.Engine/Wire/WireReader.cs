using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Reads what a <see cref="WireWriter"/> wrote. Anything else is a <see cref="FormatException"/>.</summary>
/// <remarks>No length is believed that the bytes that are left could not hold, so a broken message allocates no more than a good one of its size.</remarks>
internal ref struct WireReader(ReadOnlySpan<byte> left, IAddressBook addresses)
{
    /// <summary>The bit of a time that says that its distance from UTC follows.</summary>
    public const ulong LocalTime = 1UL << 63;

    private const int MostOffsetMinutes = 14 * 60;
    private ReadOnlySpan<byte> _left = left;

    public byte Byte() => Take(1)[0];

    /// <summary>One of the numbers from 0 to <paramref name="most"/>.</summary>
    public byte Choice(byte most, string what)
    {
        var value = Byte();
        return value <= most ? value : throw new FormatException($"there is no {what} {value}");
    }

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new FormatException($"{other} is neither yes nor no"),
    };

    /// <summary>A number from 0.</summary>
    public int Count() => Unsigned() is var value and <= int.MaxValue ? (int)value : throw new FormatException("a number is too large");

    /// <summary>How many items follow, of at least <paramref name="size"/> bytes each.</summary>
    public int CountOf(int size) => Count() is var count && count <= _left.Length / size ? count : throw Short();

    public ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            if (shift == 63 && next > 1) break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new FormatException("a number is too long");
    }

    public long Signed() => Unsigned() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

    public int Int() => Signed() is var value and >= int.MinValue and <= int.MaxValue ? (int)value : throw new FormatException("a number is too large");

    public double Real() =>
        BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double))) is var value && double.IsFinite(value) ? value : throw new FormatException("not a number");

    public Guid Guid() => new(Take(16), bigEndian: true);

    public string Text()
    {
        var bytes = Take(Count());
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw new FormatException("a text is not UTF-8");
    }

    public string? OptionalText() => Flag() ? Text() : null;

    /// <summary>A name that cannot be empty.</summary>
    public string Name() => Text() is { Length: > 0 } name ? name : throw new FormatException("a name is empty");

    public DateTimeOffset Time()
    {
        var bits = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
        var ticks = bits & ~LocalTime;
        if (ticks > (ulong)DateTime.MaxValue.Ticks) throw new FormatException("a time is out of range");
        if ((bits & LocalTime) == 0) return new((long)ticks, TimeSpan.Zero);
        var minutes = Signed();
        if (minutes is 0 or < -MostOffsetMinutes or > MostOffsetMinutes) throw new FormatException("a time's distance from UTC is out of range");
        var offset = TimeSpan.FromMinutes(minutes);
        var shown = (long)ticks + offset.Ticks;
        if (shown < 0 || shown > DateTime.MaxValue.Ticks) throw new FormatException("a time is out of range");
        return new(shown, offset);
    }

    public DateTimeOffset? OptionalTime() => Flag() ? Time() : null;

    public TimeSpan Span() => new(Signed());

    public NodeIncarnation Node() => new(Name(), Guid());

    /// <summary>The actor behind an address.</summary>
    public ActorRef<T> Actor<T>()
    {
        var (node, name) = (Node(), Name());
        if (name.Contains('/', StringComparison.Ordinal)) throw new FormatException("an address has no name of an actor");
        return addresses.Find<T>(new(node, name));
    }

    /// <summary>Nothing may be left.</summary>
    public readonly void End()
    {
        if (!_left.IsEmpty) throw new FormatException($"{_left.Length} bytes are left over");
    }

    private ReadOnlySpan<byte> Take(int size)
    {
        if (size > _left.Length) throw Short();
        var taken = _left[..size];
        _left = _left[size..];
        return taken;
    }

    private static FormatException Short() => new("it ends too early");
}
