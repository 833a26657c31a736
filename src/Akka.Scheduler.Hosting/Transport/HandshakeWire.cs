using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>
/// Handshake messages as bytes: kind (1 byte), length of the rest (2 bytes, little-endian), the rest. Texts have a length of one byte before
/// them. A hello begins with four letters and the version, in every version.
/// </summary>
internal static class HandshakeWire
{
    private const int HeadBytes = 3;
    private const int LongestBody = 512;

    private static readonly byte[] Magic = "AkSc"u8.ToArray();

    private enum Kind : byte
    {
        Hello = 1,
        Challenge = 2,
        Proof = 3,
        Accepted = 4,
        Refused = 5,
    }

    public static byte[] Encode(HandshakeMessage message) => message switch
    {
        HandshakeMessage.Hello hello => Framed(Kind.Hello, HelloBody(hello)),
        HandshakeMessage.Challenge challenge => Framed(Kind.Challenge, challenge.Nonce.Span),
        HandshakeMessage.Proof proof => Framed(Kind.Proof, proof.Code.Span),
        HandshakeMessage.Accepted accepted => Framed(Kind.Accepted, accepted.Code.Span),
        HandshakeMessage.Refused refused => Framed(Kind.Refused, [(byte)refused.Fault]),
        _ => throw new ArgumentOutOfRangeException(nameof(message)),
    };

    /// <summary>Reads the next message.</summary>
    /// <returns>Null when the other side ended, or what came is no message.</returns>
    public static async ValueTask<HandshakeMessage?> ReadAsync(PipeReader input, CancellationToken cancel)
    {
        var read = await input.ReadAtLeastAsync(HeadBytes, cancel);
        if (read.Buffer.Length < HeadBytes) return null;
        var length = BodyLength(read.Buffer);
        if (length > LongestBody) return null;
        input.AdvanceTo(read.Buffer.Start);
        read = await input.ReadAtLeastAsync(HeadBytes + length, cancel);
        if (read.Buffer.Length < HeadBytes + length) return null;
        var whole = read.Buffer.Slice(0, HeadBytes + length).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(HeadBytes + length));
        return Decode((Kind)whole[0], whole.AsMemory(HeadBytes));
    }

    private static int BodyLength(ReadOnlySequence<byte> buffer)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        buffer.Slice(0, HeadBytes).CopyTo(head);
        return BinaryPrimitives.ReadUInt16LittleEndian(head[1..]);
    }

    private static HandshakeMessage? Decode(Kind kind, ReadOnlyMemory<byte> body) => kind switch
    {
        Kind.Hello => DecodeHello(body),
        Kind.Challenge when body.Length == HandshakeMessage.NonceBytes => new HandshakeMessage.Challenge(body),
        Kind.Proof when body.Length == HandshakeMessage.NonceBytes => new HandshakeMessage.Proof(body),
        Kind.Accepted when body.Length == HandshakeMessage.NonceBytes => new HandshakeMessage.Accepted(body),
        Kind.Refused when body.Length == 1 => new HandshakeMessage.Refused((TransportFault)body.Span[0]),
        _ => null,
    };

    private static byte[] HelloBody(HandshakeMessage.Hello hello)
    {
        var body = new List<byte>([.. Magic, hello.Version]);
        AddText(body, hello.Cluster);
        AddNode(body, hello.From);
        AddNode(body, hello.To);
        body.AddRange(hello.Nonce.Span);
        return [.. body];
    }

    private static HandshakeMessage.Hello? DecodeHello(ReadOnlyMemory<byte> body)
    {
        if (body.Length <= Magic.Length || !body.Span.StartsWith(Magic)) return null;
        var version = body.Span[Magic.Length];
        if (version != Handshake.WireVersion) return new(version, "", default, default, default);
        var rest = body[(Magic.Length + 1)..];
        if (!TakeName(ref rest, out var cluster) || !TakeNode(ref rest, out var from) || !TakeNode(ref rest, out var to)) return null;
        return rest.Length == HandshakeMessage.NonceBytes ? new(version, cluster, from, to, rest) : null;
    }

    private static byte[] Framed(Kind kind, ReadOnlySpan<byte> body)
    {
        var bytes = new byte[HeadBytes + body.Length];
        bytes[0] = (byte)kind;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(1), (ushort)body.Length);
        body.CopyTo(bytes.AsSpan(HeadBytes));
        return bytes;
    }

    private static void AddText(List<byte> body, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        body.Add(checked((byte)bytes.Length));
        body.AddRange(bytes);
    }

    private static void AddNode(List<byte> body, NodeIncarnation node)
    {
        AddText(body, node.NodeId);
        body.AddRange(node.Incarnation.ToByteArray(bigEndian: true));
    }

    private static bool TakeNode(ref ReadOnlyMemory<byte> rest, out NodeIncarnation node)
    {
        node = default;
        if (!TakeName(ref rest, out var id) || rest.Length < 16) return false;
        node = new(id, new Guid(rest.Span[..16], bigEndian: true));
        rest = rest[16..];
        return true;
    }

    // Only what a name may have in the configuration, because it is shown in the log before anything is proved.
    private static bool TakeName(ref ReadOnlyMemory<byte> rest, out string name)
    {
        name = "";
        if (rest.Length == 0 || rest.Span[0] is 0 or > 64 || rest.Length <= rest.Span[0]) return false;
        var bytes = rest.Slice(1, rest.Span[0]);
        rest = rest[(1 + bytes.Length)..];
        foreach (var letter in bytes.Span)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter is not ((byte)'.' or (byte)'_' or (byte)'-')) return false;
        }

        name = Encoding.ASCII.GetString(bytes.Span);
        return true;
    }
}
