using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Validation;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Checks which tasks of a batch can be made that wait for each other, or for others: what cannot be is refused, and whatever waits for it.</summary>
internal static class BatchGraph
{
    /// <summary>What is wrong with each task; absent where nothing is.</summary>
    public static async Task<FaultList?[]> CheckAsync(StorePorts store, IReadOnlyList<NewTask> tasks, IReadOnlyList<int> places, CancellationToken cancel)
    {
        var faults = new FaultList?[tasks.Count];
        if (SubmissionOrder.DepthsOf(tasks) is not { } depths) return faults;
        var known = await KnownParents.AskAsync(store, tasks, cancel);
        var ring = SubmissionOrder.RingOf(tasks, depths);
        var path = string.Join(" -> ", ring.Concat(ring.Take(1)));
        // In their order, so that whatever waits for a refused one comes after it.
        foreach (var i in Enumerable.Range(0, tasks.Count).OrderBy(i => depths[i]))
        {
            var found = new FaultList();
            var below = found.Below($"tasks[{(places[i] >= 0 ? places[i] : ~places[i])}]");
            if (depths[i] < 0) below.Add("dependsOn", $"leads back to itself, or waits for tasks that do: {path}", "cycle");
            else if (depths[i] >= SubmissionOrder.MaxDepth) below.Add("dependsOn", $"stands at the end of a chain of more than {SubmissionOrder.MaxDepth} tasks of one batch: send them in several");
            else known.Check(tasks[i], below);
            if (!found.Any) continue;
            faults[i] = found;
            known.Withdraw(tasks[i]);
        }

        return faults;
    }
}
