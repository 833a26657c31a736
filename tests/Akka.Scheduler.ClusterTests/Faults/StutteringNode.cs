using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>
/// A node that gets a tenth of the time: it runs for 10 to 50 ms and stands still for nine times as long, over and over, as one does whose quota of
/// processor time is used up in every period. Nothing it does is on time, and its clocks jump.
/// </summary>
internal static class StutteringNode
{
    public static Nemesis Kind { get; } = new("stutter", 1, async (rig, random, cancel) =>
    {
        var (node, runs) = (Pick(rig, random), TimeSpan.FromMilliseconds(random.Next(10, 51)));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(Between(random, 2, random.Next(3) == 0 ? 20 : 8));
        while (!over.IsCancellationRequested)
        {
            await node.PauseAsync(9 * runs, cancel);
            await Task.Delay(runs, cancel);
        }

        return node.Name;
    });
}
