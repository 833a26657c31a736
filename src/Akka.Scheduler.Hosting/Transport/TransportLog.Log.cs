using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Transport;

internal sealed partial class TransportLog
{
    [LoggerMessage(1101, LogLevel.Information, "Connected to {Peer}")]
    private partial void LogConnected(string peer);

    [LoggerMessage(1102, LogLevel.Warning, "Node-to-node traffic with {Peer}, {Fault}: {Message}")]
    private partial void LogTrouble(string peer, TransportFault fault, string message);

    [LoggerMessage(1103, LogLevel.Warning, "Node-to-node traffic with {Peer}, {Fault}: {Message} ({Unreported} more times since it was last said)")]
    private partial void LogRepeated(string peer, TransportFault fault, string message, long unreported);
}
