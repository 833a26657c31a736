using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Engine.Wire;
using Akka.Scheduler.Hosting.Transport;

namespace Akka.Scheduler.UnitTests.Engine.Wire;

/// <summary>All that nodes exchange, as digests of samples: one line for each message, below the version and a digest of all of them.</summary>
internal static class WireBytes
{
    private const int Rounds = 50;
    private static readonly NodeIncarnation Node = new("node-1", new Guid("00112233-4455-6677-8899-aabbccddeeff"));

    public static string[] Describe()
    {
        string[] lines =
        [
            .. Dialogue().Select(part => Line(part.Name, [part.Bytes])),
            .. Sample.Families.SelectMany(family => family.Travelling, Messages).Order(StringComparer.Ordinal),
        ];
        return [$"version {EngineCodec.Version} {Digest(lines.Select(Encoding.UTF8.GetBytes))}", .. lines];
    }

    // Each has a seed of its own, so that a change of one shows in no other. The version before each message is left out.
    private static string Messages(Sample family, Type type)
    {
        var book = new SampleBook();
        var samples = new SampleMaker(7, book);
        var name = type == family.Message ? type.Name : $"{family.Message.Name}.{type.Name}";
        return Line(name, [.. Enumerable.Range(0, Rounds).Select(_ => family.Encode(samples.Make(type), book)[1..])]);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Dialogue()
    {
        var nonce = Enumerable.Range(0, HandshakeMessage.NonceBytes).Select(i => (byte)i).ToArray();
        yield return ("hello", Hello(nonce));
        yield return ("challenge", HandshakeWire.Encode(new HandshakeMessage.Challenge(nonce)));
        yield return ("proof", HandshakeWire.Encode(new HandshakeMessage.Proof(nonce)));
        yield return ("accepted", HandshakeWire.Encode(new HandshakeMessage.Accepted(nonce)));
        yield return ("refused", [.. Enum.GetValues<TransportFault>().SelectMany(fault => HandshakeWire.Encode(new HandshakeMessage.Refused(fault)))]);
        var frame = new ArrayBufferWriter<byte>();
        FrameFormat.Write(frame, new Frame("worker", nonce));
        yield return ("frame", frame.WrittenSpan.ToArray());
    }

    private static byte[] Hello(byte[] nonce) => HandshakeWire.Encode(new HandshakeMessage.Hello(0, "blue", Node, Node with { NodeId = "node-2" }, nonce));

    private static string Line(string name, byte[][] samples) => $"{name} {Digest(samples)}";

    private static string Digest(IEnumerable<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
