using Akka.Scheduler.TestKit.PostgreSql;
using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>
/// Processes of the database that stop where they stand, with the locks that they hold and commits half done, and go on later (SIGSTOP, SIGCONT): the
/// sessions of one node, those of everybody, or the whole server, which then accepts connections and says nothing. Commits of a node that has
/// given up on them long ago are done when they go on.
/// </summary>
internal static class StoppedBackends
{
    public static Nemesis Kind { get; } = new("stop-backends", 1, async (rig, random, cancel) =>
    {
        var (name, chosen) = Choose(rig, random);
        var length = Between(random, 0.5, random.Next(3) == 0 ? 15 : 5);
        using (PostgresProcess.Pause(chosen)) await Task.Delay(length, cancel);
        return $"{name}: {chosen.Count} processes";
    });

    private static (string Name, IReadOnlyList<PostgresProcess> Chosen) Choose(ClusterRig rig, Random random)
    {
        var (kind, node, all) = (random.Next(4), Pick(rig, random), rig.Server.Processes());
        var ports = node.Store.PortsToServer;
        return kind switch
        {
            0 => ("all sessions", [.. all.Where(process => process.ClientPort is not null)]),
            1 => ("server", all),
            _ => ($"sessions of {node.Name}", [.. all.Where(process => process.ClientPort is { } port && ports.Contains(port))]),
        };
    }
}
