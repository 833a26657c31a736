using System.Net;
using System.Net.Sockets;

namespace Akka.Scheduler.TestKit.Network;

/// <summary>Ports for programs that keep theirs over restarts.</summary>
public static class FreePort
{
    /// <summary>
    /// A port that is free now, below the range from which the kernel picks ports for clients: nobody takes it while its program is down.
    /// </summary>
    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
            }
        }
    }
}
