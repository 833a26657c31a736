using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Writes values into a borrowed buffer that grows.</summary>
/// <remarks>Whole numbers take seven bits a byte, the least first; signed ones are folded so that small ones stay short either side of zero.</remarks>
internal ref struct WireWriter(IAddressBook addresses)
{
    private const int FirstSize = 512;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    public readonly ReadOnlyMemory<byte> ToBytes() => _buffer.AsSpan(0, _length).ToArray();

    /// <summary>Gives the buffer back; nothing can be written any more.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
    }

    public void Byte(byte value) => Room(1)[0] = value;

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>A number from 0.</summary>
    public void Count(int value) => Unsigned((ulong)value);

    public void Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Real(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);

    public void Guid(Guid value) => value.TryWriteBytes(Room(16), bigEndian: true, out _);

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Count(length);
        Encoding.UTF8.GetBytes(value, Room(length));
    }

    public void OptionalText(string? value)
    {
        Flag(value is not null);
        if (value is not null) Text(value);
    }

    /// <summary>Eight bytes; two more where it is not UTC.</summary>
    public void Time(DateTimeOffset value)
    {
        var local = value.Offset != TimeSpan.Zero;
        BinaryPrimitives.WriteUInt64LittleEndian(Room(sizeof(ulong)), (ulong)value.UtcTicks | (local ? WireReader.LocalTime : 0));
        if (local) Signed((long)value.Offset.TotalMinutes);
    }

    public void OptionalTime(DateTimeOffset? value)
    {
        Flag(value is not null);
        if (value is { } time) Time(time);
    }

    public void Span(TimeSpan value) => Signed(value.Ticks);

    public void Node(NodeIncarnation node)
    {
        Text(node.NodeId);
        Guid(node.Incarnation);
    }

    /// <summary>The actor's address, under which the receiver can send to it.</summary>
    public void Actor<T>(ActorRef<T> actor)
    {
        var address = addresses.AddressOf(actor);
        Node(address.Node);
        Text(address.Name);
    }

    private Span<byte> Room(int size)
    {
        if (size > _buffer.Length - _length) Grow(size);
        var room = _buffer.AsSpan(_length, size);
        _length += size;
        return room;
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, checked(_length + size)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
