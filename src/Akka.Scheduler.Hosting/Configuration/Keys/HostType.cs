namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>Hosts that calls may reach: names, <c>*.domain</c>, addresses.</summary>
internal static class HostType
{
    public static ListType List { get; } = new("a list of host names or addresses, such as [api.example.com, \"*.example.org\"]", Check);

    private static string? Check(string host) =>
        Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) == UriHostNameType.Unknown
            ? "an entry is no host name or address (give it without scheme, port and path)"
            : null;
}
