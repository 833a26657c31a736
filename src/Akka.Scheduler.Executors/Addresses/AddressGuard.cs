using System.Net;
using System.Net.Sockets;

namespace Akka.Scheduler.Executors.Addresses;

/// <summary>
/// Opens connections to addresses that were checked, so that no task can make a node call into its own network. The name is resolved
/// here and the connection goes to the very address that was checked: a name that changes its answer gains nothing.
/// </summary>
internal sealed class AddressGuard(AddressRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>Connects to the first allowed address that answers.</summary>
    /// <exception cref="AddressRefusedException">None of the host's addresses is allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancel)
    {
        // A resolver refuses unspecified addresses in words of its own; all addresses are judged here.
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, cancel);
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        var allowed = IsNamed(target.Host) ? addresses : Array.FindAll(addresses, Allows);
        if (allowed.Length == 0) throw new AddressRefusedException(target.Host, addresses[0], Opener(AddressKinds.Of(addresses[0])));

        for (var i = 0; ; i++)
        {
            var socket = new Socket(allowed[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(allowed[i], target.Port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < allowed.Length)
            {
                // The next address may answer; the last one's failure is told.
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private string Opener(AddressKind kind) => kind == AddressKind.Private
        ? $"Set {rules.Section}.allow-private-networks = true, or add the host to {rules.Section}.allowed-hosts."
        : $"Add the host to {rules.Section}.allowed-hosts if it is meant.";

    private bool Allows(IPAddress address) => AddressKinds.Of(address) switch
    {
        AddressKind.Public => true,
        AddressKind.Private => rules.AllowPrivateNetworks,
        _ => false,
    };

    private bool IsNamed(string host)
    {
        var plain = Plain(host);
        foreach (var entry in rules.AllowedHosts)
        {
            if (string.Equals(Plain(entry), plain, StringComparison.OrdinalIgnoreCase)) return true;
            var isSuffix = entry.StartsWith("*.", StringComparison.Ordinal);
            if (isSuffix && plain.EndsWith(Plain(entry[1..]), StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static string Plain(string host) => host.Trim('[', ']').TrimEnd('.');
}
