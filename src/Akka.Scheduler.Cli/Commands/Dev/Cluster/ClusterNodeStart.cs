using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;

namespace Akka.Scheduler.Cli.Commands.Dev.Cluster;

/// <summary>How each node of a cluster on one machine is started.</summary>
internal sealed class ClusterNodeStart(NodeLocation location, string connectionString, DevPlan plan)
{
    private const int UsualPort = 8080;

    /// <summary>The name of the node with a number, counted from 1.</summary>
    public static string IdOf(int number) => $"node-{number}";

    /// <summary>The command and environment of a node.</summary>
    /// <param name="number">Its number, counted from 1.</param>
    /// <param name="before">Where it served before, if it is started again.</param>
    public ProcessStartInfo Of(int number, Uri? before)
    {
        // The environment, because the command line of a process can be read by everybody on the machine.
        var start = new ProcessStartInfo(location.Program, [.. location.Leading, .. plan.Arguments]);
        var settings = new Dictionary<string, string>
        {
            ["NODE__ID"] = IdOf(number),
            ["NODE__SHUTDOWN_GRACE"] = "5s",
            ["HTTP__BIND"] = $"127.0.0.1:{before?.Port ?? PortOf(number)}",
            ["CLUSTER__ID"] = "dev",
            ["CLUSTER__BIND"] = "127.0.0.1:0",

            // A killed node is missed sooner than by default, because somebody is watching.
            ["CLUSTER__LEASE_TTL"] = "5s",
            ["CLUSTER__LEASE_RENEW_INTERVAL"] = "1s",
            ["CLUSTER__LEASE_MARGIN"] = "1s",
            ["STORE__PROVIDER"] = "postgresql",
            ["STORE__CONNECTION_STRING"] = connectionString,
            ["EXECUTORS__SHELL__ENABLED"] = "true",
            ["EXECUTORS__HTTP__ALLOW_PRIVATE_NETWORKS"] = "true",
        };
        foreach (var (key, value) in settings) start.Environment["SCHEDULER__" + key] = value;
        return start;
    }

    private int PortOf(int number) => number > 1 ? 0 : plan.Port ?? (IsTaken(UsualPort) ? 0 : UsualPort);

    private static bool IsTaken(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
        .Any(listener => listener.Port == port && (IPAddress.IsLoopback(listener.Address) || listener.Address.Equals(IPAddress.Any) || listener.Address.Equals(IPAddress.IPv6Any)));
}
