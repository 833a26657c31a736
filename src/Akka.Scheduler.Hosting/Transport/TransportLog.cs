using Akka.Scheduler.Cluster.Membership;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>Writes connections between nodes, and trouble with them, to the node's log.</summary>
internal sealed partial class TransportLog(ILogger<TransportLog> logger) : ITransportObserver
{
    public void Connected(NodeIncarnation peer) => LogConnected(peer.ToString());

    public void Trouble(TransportTrouble trouble)
    {
        if (trouble.Unreported == 0) LogTrouble(trouble.Peer, trouble.Fault, trouble.Message);
        else LogRepeated(trouble.Peer, trouble.Fault, trouble.Message, trouble.Unreported);
    }
}
