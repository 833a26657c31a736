using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>What two nodes say before the first frame. <c>Hello</c> and <c>Proof</c> come from the caller, the others from the called.</summary>
internal abstract record HandshakeMessage
{
    /// <summary>How many bytes a nonce and a proof have.</summary>
    public const int NonceBytes = 32;

    private HandshakeMessage()
    {
    }

    /// <summary>Opens: who calls whom. Another version's is read no further than its version, and has the other fields empty.</summary>
    public sealed record Hello(byte Version, string Cluster, NodeIncarnation From, NodeIncarnation To, ReadOnlyMemory<byte> Nonce) : HandshakeMessage;

    /// <summary>Asks for a proof over a nonce that was never used before.</summary>
    public sealed record Challenge(ReadOnlyMemory<byte> Nonce) : HandshakeMessage;

    /// <summary>The caller's proof.</summary>
    public sealed record Proof(ReadOnlyMemory<byte> Code) : HandshakeMessage;

    /// <summary>The called node's proof; frames may follow.</summary>
    public sealed record Accepted(ReadOnlyMemory<byte> Code) : HandshakeMessage;

    /// <summary>Ends the connection, at any time.</summary>
    public sealed record Refused(TransportFault Fault) : HandshakeMessage;
}
