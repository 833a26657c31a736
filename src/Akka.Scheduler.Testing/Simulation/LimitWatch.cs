using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Reads the logs of all shards and says where more tasks of a key were open, or were started faster, than one of them allows.</summary>
/// <remarks>In a simulation all nodes have one clock, so the instants of the steps put those of different shards in order.</remarks>
internal static class LimitWatch
{
    // A permit of a limited rate holds for a second, and the bucket for another: in any span no more than that beyond the rate.
    private const double SlackSeconds = 1;

    /// <summary>What is wrong with the limits that tasks bring along.</summary>
    public static IEnumerable<string> Problems(StoreState state)
    {
        var limits = Tasks(state).Where(task => task.Spec.Template.Limit is not null).ToDictionary(task => task.Id, task => task.Spec.Template.Limit!);
        return Judge(state, "key", limits, (step, _, _) => limits[step.Task].MaxConcurrency);
    }

    /// <summary>What is wrong with limits of queues: from when one was in force, no start was let through that it, or one set since, does not allow.</summary>
    /// <param name="state">The store.</param>
    /// <param name="inForce">From when on which of them held, as their keepers said.</param>
    public static IEnumerable<string> Problems(StoreState state, IEnumerable<LimitInForce> inForce)
    {
        var queues = state.QueueChanges.Select(edit => edit.Settings.Name).ToHashSet(StringComparer.Ordinal);
        var limits = Tasks(state).Where(task => queues.Contains(task.Spec.Template.Queue)).ToDictionary(task => task.Id, task => new KeyLimit(task.Spec.Template.Queue, null, null));
        var edits = state.QueueChanges.ToLookup(edit => edit.Settings.Name);
        var said = inForce.ToLookup(limit => limit.Queue);
        return Judge(state, "queue", limits, (step, queue, applied) => MostOf(step.At, applied, edits[queue], said[queue]));
    }

    private static int? MostOf(DateTimeOffset decided, DateTimeOffset applied, IEnumerable<QueueEdit> edits, IEnumerable<LimitInForce> said)
    {
        var since = said.Where(limit => limit.At < decided).Select(limit => (long?)limit.Version).Max();
        if (since is null) return null;
        var most = edits.Where(edit => edit.Settings.Version >= since && edit.At <= applied).Max(edit => edit.Settings.MaxConcurrency ?? int.MaxValue);
        return most == int.MaxValue ? null : most;
    }

    private static IEnumerable<TaskSnapshot> Tasks(StoreState state) => state.Shards.Values.SelectMany(shard => shard.Live.Values.Concat(shard.Archive.Values));

    private static IEnumerable<string> Judge(StoreState state, string kind, Dictionary<TaskId, KeyLimit> limits, Func<HistoryEntry, string, DateTimeOffset, int?> mostOf)
    {
        if (limits.Count == 0) return [];
        var steps = state.Shards.Values.SelectMany(shard => shard.Log).OfType<ShardLogEntry.Tasks>()
            .SelectMany(entry => entry.Content.History.Select(step => (Step: step, entry.Place, entry.At)))
            .Where(each => limits.ContainsKey(each.Step.Task) && (IsStart(each.Step) || IsEnd(each.Step)));
        return steps.GroupBy(each => limits[each.Step.Task].Key).SelectMany(group =>
        {
            var subject = $"{kind} {group.Key}";
            List<HistoryEntry> decided = [.. group.Select(each => each.Step).OrderBy(step => step.At).ThenBy(IsStart)];
            List<HistoryEntry> committed = [.. group.OrderBy(each => each.Place).Select(each => each.Step)];
            var applied = new Dictionary<HistoryEntry, DateTimeOffset>(ReferenceEqualityComparer.Instance);
            foreach (var (step, _, at) in group) applied[step] = at;
            return MostAtOnce(subject, "decided", decided, step => mostOf(step, group.Key, step.At))
                .Concat(MostAtOnce(subject, "committed", committed, step => mostOf(step, group.Key, applied[step])))
                .Concat(Rates(subject, decided, limits));
        });
    }

    private static bool IsStart(HistoryEntry step) => step.Type == TransitionType.Started;

    private static bool IsEnd(HistoryEntry step) => step.From == TaskState.Running && step.To != TaskState.Running && step.Type != TransitionType.ResultRefused;

    // An attempt counts from the decision to start it until its end is recorded; what is committed is judged beside what was decided.
    private static IEnumerable<string> MostAtOnce(string subject, string order, List<HistoryEntry> steps, Func<HistoryEntry, int?> mostOf)
    {
        var open = new HashSet<AttemptId>();
        var ends = steps.Where(IsEnd).ToLookup(step => step.AttemptId!.Value, step => step.At);
        foreach (var step in steps)
        {
            var attempt = step.AttemptId!.Value;
            if (!IsStart(step))
            {
                open.Remove(attempt);
                continue;
            }

            // What began and ended at one instant was open at none.
            if (ends[attempt].Contains(step.At)) continue;
            open.Add(attempt);
            if (mostOf(step) is { } most && open.Count > most) yield return $"{subject}: {open.Count} attempts were open at {step.At:O} by what was {order}, and {step.Task} may run beside {most - 1}";
        }
    }

    private static IEnumerable<string> Rates(string subject, List<HistoryEntry> steps, Dictionary<TaskId, KeyLimit> limits)
    {
        var buckets = new Dictionary<double, (double Level, DateTimeOffset At)>();
        foreach (var step in steps.Where(IsStart))
        {
            if (limits[step.Task].RatePerSecond is { } rate && IsTooFast(buckets, rate, step.At)) yield return $"{subject}: more than {rate} a second were started at {step.At:O}";
        }
    }

    private static bool IsTooFast(Dictionary<double, (double Level, DateTimeOffset At)> buckets, double rate, DateTimeOffset at)
    {
        var size = Math.Max(1, rate) + (SlackSeconds * rate);
        var (level, last) = buckets.GetValueOrDefault(rate, (size, at));
        level = Math.Min(size, level + ((at - last).TotalSeconds * rate)) - 1;
        buckets[rate] = (Math.Max(level, 0), at);
        return level < -1e-6;
    }
}
