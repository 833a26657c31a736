using System.Net;

namespace Akka.Scheduler.Executors.Addresses;

/// <summary>A host has no address that calls may reach.</summary>
internal sealed class AddressRefusedException(string host, IPAddress address, string remedy)
    : Exception($"Calls to {host} ({address}) are refused: the address is not a public one. {remedy}")
{
    /// <summary>The refusal that a failed call goes back to, if it does.</summary>
    public static AddressRefusedException? In(Exception fault)
    {
        for (Exception? inner = fault; inner is not null; inner = inner.InnerException)
            if (inner is AddressRefusedException refused)
                return refused;
        return null;
    }
}
