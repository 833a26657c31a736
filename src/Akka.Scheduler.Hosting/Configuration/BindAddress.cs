using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>A host and a port, as in <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>localhost:0</c>, <c>*:8080</c>.</summary>
/// <param name="Host">An IP address (IPv6 without its brackets), a host name, or <c>*</c> for every address.</param>
/// <param name="Port">0 to 65535; 0 lets the system pick one when listening.</param>
public sealed record BindAddress(string Host, int Port)
{
    /// <summary>
    /// Whether only this machine can reach the address. A host name other than <c>localhost</c> counts as reachable from outside,
    /// because nothing tells what it will resolve to.
    /// </summary>
    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether the address means every address of this machine, so that nobody can connect to it by that name.</summary>
    public bool IsAny => Host == "*" || (IPAddress.TryParse(Host, out var address)
        && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    /// <summary>Reads <c>host:port</c>; an IPv6 address needs brackets, and an IPv4 address may have them, so that one form fits both.</summary>
    /// <param name="text">The text to read.</param>
    /// <param name="address">The address, if the answer is true.</param>
    /// <returns>Whether the text is an address.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out BindAddress? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;
        var host = text[..colon];
        if (host is ['[', .. var inner, ']'])
        {
            if (!IPAddress.TryParse(inner, out _))
                return false;
            host = inner;
        }
        else if (host != "*" && Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4))
        {
            return false;
        }

        address = new BindAddress(host, port);
        return true;
    }

    /// <summary>The address as it is written, with brackets around IPv6.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}");
}
