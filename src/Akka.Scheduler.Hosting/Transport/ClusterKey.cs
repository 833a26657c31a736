using System.Security.Cryptography;
using Akka.Scheduler.Hosting.Configuration;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>
/// What proves that a node has the cluster's secret: HMAC-SHA-256 (RFC 2104) over everything that both sides said, with a label for the
/// direction, so that no proof is good for another cluster, node, life, connection or direction.
/// </summary>
/// <remarks>A cluster without a secret, which only loopback or certificates allow, has the empty key.</remarks>
internal sealed class ClusterKey
{
    private readonly byte[] _key;

    public ClusterKey(Secret? secret)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(secret?.Reveal() ?? "");
        // The key is derived, so that a use of the same secret elsewhere has nothing in common with this one.
        _key = HMACSHA256.HashData(text, "akka.scheduler node transport"u8);
        CryptographicOperations.ZeroMemory(text);
    }

    public byte[] CallerProof(HandshakeMessage.Hello hello, HandshakeMessage.Challenge challenge) => Prove("caller"u8, hello, challenge);

    public byte[] CalledProof(HandshakeMessage.Hello hello, HandshakeMessage.Challenge challenge) => Prove("called"u8, hello, challenge);

    /// <summary>Compares in a time that does not tell where two proofs differ.</summary>
    public static bool Same(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => CryptographicOperations.FixedTimeEquals(left.Span, right.Span);

    private byte[] Prove(ReadOnlySpan<byte> direction, HandshakeMessage.Hello hello, HandshakeMessage.Challenge challenge)
    {
        // Both messages carry their lengths, so that no two dialogues have the same bytes.
        using var code = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        code.AppendData(direction);
        code.AppendData(HandshakeWire.Encode(hello));
        code.AppendData(HandshakeWire.Encode(challenge));
        return code.GetHashAndReset();
    }
}
