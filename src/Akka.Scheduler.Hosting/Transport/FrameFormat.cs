using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Akka.Scheduler.Cluster.Transport;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>
/// Frames as bytes: length of the rest (4 bytes), length of the target (2 bytes), both little-endian, the target in UTF-8, the body.
/// </summary>
internal static class FrameFormat
{
    /// <summary>What a frame takes beside its target and body.</summary>
    public const int OverheadBytes = sizeof(uint) + sizeof(ushort);

    /// <summary>The longest target, in bytes.</summary>
    public const int LongestTarget = 512;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What taking the next frame came to.</summary>
    public enum Taken
    {
        /// <summary>A frame.</summary>
        Frame,

        /// <summary>More must come first.</summary>
        Incomplete,

        /// <summary>It would be longer than allowed.</summary>
        TooLarge,

        /// <summary>It is no frame.</summary>
        Unreadable,
    }

    /// <summary>How many bytes a frame takes, the first length included; null if its target is too long.</summary>
    public static int? Measure(Frame frame)
    {
        var target = Utf8.GetByteCount(frame.Target);
        return target <= LongestTarget ? OverheadBytes + target + frame.Body.Length : null;
    }

    /// <summary>Appends a frame.</summary>
    public static void Write(IBufferWriter<byte> output, Frame frame)
    {
        var target = Utf8.GetByteCount(frame.Target);
        var bytes = output.GetSpan(OverheadBytes + target + frame.Body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)(sizeof(ushort) + target + frame.Body.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[sizeof(uint)..], (ushort)target);
        Utf8.GetBytes(frame.Target, bytes[OverheadBytes..]);
        frame.Body.Span.CopyTo(bytes[(OverheadBytes + target)..]);
        output.Advance(OverheadBytes + target + frame.Body.Length);
    }

    /// <summary>Takes the first frame off what came. Its body is a copy.</summary>
    /// <param name="input">What came; the frame is cut off its start.</param>
    /// <param name="most">The most bytes that a frame may have, the first length included.</param>
    /// <param name="frame">The frame.</param>
    public static Taken TryTake(ref ReadOnlySequence<byte> input, int most, out Frame frame)
    {
        frame = default;
        var reader = new SequenceReader<byte>(input);
        if (!reader.TryReadLittleEndian(out int rest)) return Taken.Incomplete;
        if ((uint)rest > (uint)(most - sizeof(uint))) return Taken.TooLarge;
        if (rest < sizeof(ushort)) return Taken.Unreadable;
        if (reader.Remaining < rest) return Taken.Incomplete;
        reader.TryReadLittleEndian(out short signed);
        int target = (ushort)signed;
        var body = rest - sizeof(ushort) - target;
        if (target > LongestTarget || body < 0) return Taken.Unreadable;
        if (!TryDecode(reader.UnreadSequence.Slice(0, target), out var name)) return Taken.Unreadable;
        frame = new(name, reader.UnreadSequence.Slice(target, body).ToArray());
        input = input.Slice(sizeof(uint) + rest);
        return Taken.Frame;
    }

    private static bool TryDecode(in ReadOnlySequence<byte> bytes, out string text)
    {
        try
        {
            text = Utf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
