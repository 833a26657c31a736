using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Faults of processes.</summary>
internal static class ProcessNemeses
{
    public static IReadOnlyList<Nemesis> All { get; } =
    [
        new("kill", 1, async (rig, random, cancel) =>
        {
            var (node, down) = (Pick(rig, random), Between(random, 0.1, 4));
            await node.KillAsync(down, cancel);
            await node.UntilReadyAsync(cancel);
            return node.Name;
        }),
        new("kill-for-long", 2, async (rig, random, cancel) =>
        {
            var (node, down) = (Pick(rig, random), Between(random, 12, 20));
            await node.KillAsync(down, cancel);
            return node.Name;
        }),
        new("pause", 1, async (rig, random, cancel) =>
        {
            var (node, length) = (Pick(rig, random), random.Next(3) == 0 ? FaultRunOptions.LongestPause : Between(random, 0.5, 4));
            await node.PauseAsync(length, cancel);
            return node.Name;
        }),
        new("pause-in-commit", 1, async (rig, random, cancel) =>
        {
            var (node, length) = (Pick(rig, random), Between(random, 1, 12));
            // With nothing to commit there is nothing to hit.
            await Task.WhenAny(node.Store.NextLargeRequestAsync(), Task.Delay(TimeSpan.FromSeconds(3), cancel));
            await node.PauseAsync(length, cancel);
            return node.Name;
        }),
        new("rolling-restart", 1, async (rig, _, cancel) =>
        {
            foreach (var node in rig.Nodes)
            {
                await node.TerminateAsync(cancel);
                await node.UntilReadyAsync(cancel);
            }

            return "all";
        }),
        new("scale", 2, async (rig, random, cancel) =>
        {
            if (rig.Nodes.Count >= 5)
            {
                while (rig.Nodes.Count > 2) await rig.RemoveNodeAsync(Pick(rig, random), cancel);
                return "down to 2";
            }

            while (rig.Nodes.Count < 5) await rig.AddNodeAsync();
            return "up to 5";
        }),
    ];
}
