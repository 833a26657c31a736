using System.Net;
using System.Net.Sockets;

namespace Akka.Scheduler.Executors.Addresses;

/// <summary>What may lie behind an address.</summary>
internal enum AddressKind
{
    /// <summary>A host of the public Internet.</summary>
    Public,

    /// <summary>This machine or a private network: opened by an option.</summary>
    Private,

    /// <summary>Link-local, multicast, unspecified, translated, reserved or for documentation: no honest target.</summary>
    Special,
}

/// <summary>Sorts addresses, after the special-purpose registries of IANA (RFC 6890 and its successors).</summary>
internal static class AddressKinds
{
    private static readonly IPNetwork[] Private4 = Parse("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

    private static readonly IPNetwork[] Special4 = Parse(
        "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    private static readonly IPNetwork[] Private6 = Parse("::1/128", "fc00::/7");

    // Only 2000::/3 is given out. In it: Teredo, benchmarks, ORCHID and others of 2001::/23, documentation, 6to4.
    private static readonly IPNetwork Given6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Special6 = Parse("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public static AddressKind Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return In(Private4, address) ? AddressKind.Private : In(Special4, address) ? AddressKind.Special : AddressKind.Public;
        // A scope makes two addresses unlike that are one; the ranges know none.
        address = new IPAddress(address.GetAddressBytes());
        if (In(Private6, address)) return AddressKind.Private;
        return Given6.Contains(address) && !In(Special6, address) ? AddressKind.Public : AddressKind.Special;
    }

    private static bool In(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));

    private static IPNetwork[] Parse(params string[] texts) => Array.ConvertAll(texts, IPNetwork.Parse);
}
