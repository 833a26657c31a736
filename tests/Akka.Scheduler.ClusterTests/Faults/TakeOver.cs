using Akka.Scheduler.TestKit.Checking;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>How long a killed node's shards were without an owner.</summary>
/// <param name="Node">Which node.</param>
/// <param name="Shards">How many shards it had.</param>
/// <param name="First">Until the first of them was taken.</param>
/// <param name="Last">Until all of them were.</param>
internal sealed record TakeOver(string Node, int Shards, TimeSpan First, TimeSpan Last)
{
    /// <summary>All take-overs after a kill, by the terms in the store.</summary>
    public static IReadOnlyList<TakeOver> Of(RunHistory run)
    {
        var found = new List<TakeOver>();
        var terms = run.Terms.GroupBy(term => term.Shard).Select(shard => shard.OrderBy(term => term.Epoch).ToList()).ToList();
        foreach (var kill in run.Faults.Where(fault => fault.Kind.StartsWith("kill", StringComparison.Ordinal) && fault.Target != "all sessions"))
        {
            var waits = new List<TimeSpan>();
            foreach (var shard in terms)
            {
                var held = shard.FindLastIndex(term => term.At <= kill.From);
                if (held >= 0 && shard[held].OwnerId == kill.Target && held + 1 < shard.Count) waits.Add(shard[held + 1].At - kill.From);
            }

            if (waits.Count > 0) found.Add(new(kill.Target, waits.Count, waits.Min(), waits.Max()));
        }

        return found;
    }
}
