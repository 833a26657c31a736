using System.Net;
using System.Net.Sockets;
using Akka.Scheduler.Hosting.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Akka.Scheduler.Node;

/// <summary>The address that the node serves at.</summary>
internal static class HttpAddress
{
    private const string Key = "scheduler.http.bind";

    public static void Listen(KestrelServerOptions kestrel, BindAddress bind)
    {
        if (bind.Host == "*") kestrel.ListenAnyIP(bind.Port);
        else kestrel.Listen(new IPEndPoint(AddressOf(bind), bind.Port));
    }

    /// <summary>
    /// Why the address cannot be listened on, or null. Asked before the store is touched, so that a second start by mistake leaves no trace;
    /// who takes the port between this and the listening is found then.
    /// </summary>
    public static string? Problem(BindAddress bind)
    {
        try
        {
            var address = bind.Host == "*" ? IPAddress.Any : AddressOf(bind);
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, bind.Port));
            socket.Listen();
            return null;
        }
        catch (SocketException refused)
        {
            return Words(bind, refused);
        }
    }

    private static string Words(BindAddress bind, SocketException refused) => refused.SocketErrorCode == SocketError.AddressAlreadyInUse
        ? $"{Key}: {bind} is in use by another process. Stop that one, or set another port (0 picks a free one)"
        : $"{Key}: cannot listen on {bind} ({refused.Message}). Set an address of this machine and a port that this user may open";

    private static IPAddress AddressOf(BindAddress bind)
    {
        if (IPAddress.TryParse(bind.Host, out var address)) return address;
        return bind.IsLoopback ? IPAddress.Loopback : Dns.GetHostAddresses(bind.Host)[0];
    }
}
