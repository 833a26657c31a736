using System.Globalization;
using Akka.Scheduler.TestKit.Processes;
using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>
/// A node that shares one processor with 8 to 32 programs that want all of it: every thread of it waits its turn, unlike one that is paused, so that its
/// threads move at different times and none of them stands still.
/// </summary>
internal static class StarvedNode
{
    // They watch the shell that began them, which is the one that is killed.
    private const string Hogs = "while [ \"$1\" -gt 0 ]; do (while kill -0 $$; do :; done) & set -- $(($1 - 1)); done; wait";

    public static Nemesis Kind { get; } = new("starve", 1, async (rig, random, cancel) =>
    {
        var (node, count, length) = (Pick(rig, random), random.Next(8, 33), Between(random, 2, random.Next(3) == 0 ? 20 : 8));
        var (process, allowed) = (node.ProcessId, Allowed());
        var one = allowed.Split(',', '-')[^1];
        await using var hogs = ChildProcess.Start("taskset", ["-c", one, "sh", "-c", Hogs, "hogs", count.ToString(CultureInfo.InvariantCulture)]);
        try
        {
            await BindAsync(process, one);
            await Task.Delay(length, cancel);
        }
        finally
        {
            await BindAsync(process, allowed);
        }

        return $"{node.Name}, {count} others";
    });

    // A process that has ended may run where it likes.
    private static async Task BindAsync(int process, string processors)
    {
        await using var bind = ChildProcess.Start("taskset", ["-a", "-p", "-c", processors, process.ToString(CultureInfo.InvariantCulture)]);
        await bind.ExitAsync(TimeSpan.FromSeconds(30));
    }

    // Where this process may run, and so whatever it starts.
    private static string Allowed() =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1].Trim();
}
