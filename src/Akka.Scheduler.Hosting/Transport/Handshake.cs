using System.IO.Pipelines;
using System.Security.Cryptography;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Wire;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>Both sides of the dialogue that begins a connection: hello, challenge, proof, proof.</summary>
/// <remarks>
/// The caller proves itself first: a stranger who calls gets nothing that was computed from the secret. A proof covers a nonce of
/// each side, so that a recorded dialogue is worth nothing later.
/// </remarks>
/// <param name="self">This node.</param>
/// <param name="cluster">The cluster's name.</param>
/// <param name="key">Proves and checks.</param>
internal sealed class Handshake(NodeIncarnation self, string cluster, ClusterKey key)
{
    /// <summary>The version of the node protocol: of this dialogue, of the frames that follow, and of the messages in them.</summary>
    public const byte WireVersion = EngineCodec.Version;

    private const string OfTwoBuilds = "their programs are of different builds, and exchange nothing until both run the same";

    /// <summary>The version that this node says it speaks.</summary>
    public byte Version { get; init; } = WireVersion;

    /// <summary>The caller's side.</summary>
    /// <param name="peer">Who is meant.</param>
    /// <param name="input">What the other side says.</param>
    /// <param name="output">What is said to it.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<Admission> CallAsync(NodeIncarnation peer, PipeReader input, Stream output, CancellationToken cancel)
    {
        var hello = new HandshakeMessage.Hello(Version, cluster, self, peer, Nonce());
        await SayAsync(output, hello, cancel);
        var answer = await HandshakeWire.ReadAsync(input, cancel);
        if (answer is not HandshakeMessage.Challenge challenge) return NotWanted(answer, peer);
        await SayAsync(output, new HandshakeMessage.Proof(key.CallerProof(hello, challenge)), cancel);
        answer = await HandshakeWire.ReadAsync(input, cancel);
        if (answer is not HandshakeMessage.Accepted accepted) return NotWanted(answer, peer);
        return ClusterKey.Same(accepted.Code, key.CalledProof(hello, challenge))
            ? new Admission.Admitted(peer)
            : new Admission.Refused(TransportFault.WrongSecret, $"{peer} did not prove that it has the secret of cluster '{cluster}'");
    }

    /// <summary>The called node's side. Who is refused is told so.</summary>
    /// <param name="input">What the caller says.</param>
    /// <param name="output">What is said to it.</param>
    /// <param name="mayBe">Whether the caller's certificate lets it be the node that it says it is.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<Admission> AnswerAsync(PipeReader input, Stream output, Func<string, bool> mayBe, CancellationToken cancel)
    {
        if (await HandshakeWire.ReadAsync(input, cancel) is not HandshakeMessage.Hello hello)
            return await RefuseAsync(output, new(TransportFault.Unreadable, "a caller did not say hello as this protocol has it"), cancel);
        if (Objection(hello, mayBe) is { } objection) return await RefuseAsync(output, objection, cancel);
        var challenge = new HandshakeMessage.Challenge(Nonce());
        await SayAsync(output, challenge, cancel);
        if (await HandshakeWire.ReadAsync(input, cancel) is not HandshakeMessage.Proof proof)
            return await RefuseAsync(output, new(TransportFault.Unreadable, $"{hello.From} gave no proof"), cancel);
        if (!ClusterKey.Same(proof.Code, key.CallerProof(hello, challenge)))
        {
            var why = $"{hello.From} did not prove that it has the secret of cluster '{cluster}'";
            return await RefuseAsync(output, new(TransportFault.WrongSecret, why), cancel);
        }

        await SayAsync(output, new HandshakeMessage.Accepted(key.CalledProof(hello, challenge)), cancel);
        return new Admission.Admitted(hello.From);
    }

    private Admission.Refused? Objection(HandshakeMessage.Hello hello, Func<string, bool> mayBe)
    {
        if (hello.Version != Version)
            return new(TransportFault.OtherVersion, $"a caller speaks version {hello.Version} of the node protocol, this node version {Version}; {OfTwoBuilds}");
        if (hello.Cluster != cluster)
            return new(TransportFault.OtherCluster, $"{hello.From} belongs to cluster '{hello.Cluster}', this node to '{cluster}'");
        if (hello.To != self)
            return new(TransportFault.OtherIncarnation, $"{hello.From} meant {hello.To}, this is {self}");
        if (!mayBe(hello.From.NodeId))
            return new(TransportFault.OtherCertificate, $"{hello.From} showed a certificate that does not name the node '{hello.From.NodeId}'");
        return null;
    }

    private Admission.Refused NotWanted(HandshakeMessage? answer, NodeIncarnation peer)
    {
        if (answer is not HandshakeMessage.Refused { Fault: var fault })
            return new(TransportFault.Unreadable, $"{peer} did not answer as this protocol has it");
        return new(fault, fault switch
        {
            TransportFault.WrongSecret => $"{peer} refused this node: the secrets of the two differ",
            TransportFault.OtherCluster => $"{peer} refused this node: it does not belong to cluster '{cluster}'",
            TransportFault.OtherIncarnation => $"another node, or another life of it, is at the address of {peer}",
            TransportFault.OtherVersion => $"{peer} refused this node: it does not speak version {Version} of the node protocol; {OfTwoBuilds}",
            TransportFault.OtherCertificate => $"{peer} refused this node: the certificate of this one does not name the node '{self.NodeId}'",
            _ => $"{peer} refused this node for {fault}",
        });
    }

    private static async Task<Admission> RefuseAsync(Stream output, Admission.Refused refusal, CancellationToken cancel)
    {
        await SayAsync(output, new HandshakeMessage.Refused(refusal.Fault), cancel);
        return refusal;
    }

    private static async Task SayAsync(Stream output, HandshakeMessage message, CancellationToken cancel)
    {
        await output.WriteAsync(HandshakeWire.Encode(message), cancel);
        await output.FlushAsync(cancel);
    }

    private static byte[] Nonce() => RandomNumberGenerator.GetBytes(HandshakeMessage.NonceBytes);
}
