using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>Hears of the connections between nodes. Called on any thread; must not block.</summary>
internal interface ITransportObserver
{
    /// <summary>Frames can be sent to a peer now.</summary>
    void Connected(NodeIncarnation peer);

    /// <summary>The files of the certificates have changed and are used from now on.</summary>
    /// <param name="until">Until when this node's certificate is good.</param>
    void CertificatesRead(DateTimeOffset until);

    /// <summary>The files of the certificates have changed and cannot be used; said once of what they hold. The former ones stay in use.</summary>
    /// <param name="why">A sentence for an operator.</param>
    void CertificatesRefused(string why);

    /// <summary>Something is wrong. The same trouble with the same peer is reported once in <see cref="NodeTransportSettings.TroubleInterval"/>.</summary>
    void Trouble(TransportTrouble trouble);
}

/// <summary>Trouble with a connection.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Peer">The other side: the node that was called, or the address of who called.</param>
/// <param name="Message">A sentence for an operator. It shows nothing of the secret.</param>
/// <param name="Unreported">How often the same happened since it was last reported.</param>
internal sealed record TransportTrouble(TransportFault Fault, string Peer, string Message, long Unreported);
