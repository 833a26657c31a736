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
        return Judge(state, "key", limits);
    }

    /// <summary>What is wrong with limits of queues that stood all the time.</summary>
    public static IEnumerable<string> Problems(StoreState state, IReadOnlyDictionary<string, int> queues)
    {
        var limits = Tasks(state).Where(task => queues.ContainsKey(task.Spec.Template.Queue))
            .ToDictionary(task => task.Id, task => new KeyLimit(task.Spec.Template.Queue, queues[task.Spec.Template.Queue], null));
        return Judge(state, "queue", limits);
    }

    private static IEnumerable<TaskSnapshot> Tasks(StoreState state) => state.Shards.Values.SelectMany(shard => shard.Live.Values.Concat(shard.Archive.Values));

    private static IEnumerable<string> Judge(StoreState state, string kind, Dictionary<TaskId, KeyLimit> limits)
    {
        if (limits.Count == 0) return [];
        var steps = state.Shards.Values.SelectMany(shard => shard.Log).OfType<ShardLogEntry.Tasks>().SelectMany(entry => entry.Content.History)
            .Where(step => limits.ContainsKey(step.Task) && (IsStart(step) || IsEnd(step)));
        return steps.GroupBy(step => limits[step.Task].Key).SelectMany(group => Judge($"{kind} {group.Key}", group, limits));
    }

    private static bool IsStart(HistoryEntry step) => step.Type == TransitionType.Started;

    private static bool IsEnd(HistoryEntry step) => step.From == TaskState.Running && step.To != TaskState.Running && step.Type != TransitionType.ResultRefused;

    private static IEnumerable<string> Judge(string subject, IEnumerable<HistoryEntry> steps, Dictionary<TaskId, KeyLimit> specs)
    {
        var (open, ends) = (new HashSet<AttemptId>(), new Dictionary<AttemptId, DateTimeOffset>());
        List<HistoryEntry> all = [.. steps];
        foreach (var step in all.Where(IsEnd)) ends[step.AttemptId!.Value] = step.At;
        var buckets = new Dictionary<double, (double Level, DateTimeOffset At)>();
        foreach (var step in all.OrderBy(step => step.At).ThenBy(IsStart))
        {
            var attempt = step.AttemptId!.Value;
            if (!IsStart(step))
            {
                open.Remove(attempt);
                continue;
            }

            var limit = specs[step.Task];
            if (limit.RatePerSecond is { } rate && IsTooFast(buckets, rate, step.At)) yield return $"{subject}: more than {rate} a second were started at {step.At:O}";
            // What began and ended at one instant was open at none.
            if (ends.TryGetValue(attempt, out var end) && end == step.At) continue;
            open.Add(attempt);
            if (open.Count > limit.MaxConcurrency) yield return $"{subject}: {open.Count} attempts were open at {step.At:O}, and {step.Task} allows {limit.MaxConcurrency}";
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
