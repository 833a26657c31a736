using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>What a handshake came to, on either side.</summary>
internal abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>Each side has shown that it belongs here.</summary>
    /// <param name="Peer">The other side.</param>
    public sealed record Admitted(NodeIncarnation Peer) : Admission;

    /// <summary>It does not go on.</summary>
    /// <param name="Fault">Why.</param>
    /// <param name="Why">The same in words.</param>
    public sealed record Refused(TransportFault Fault, string Why) : Admission;
}
