using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>What tasks have in common that may run on the same workers: a task of one class never stands in the way of another class.</summary>
/// <param name="Queue">Their queue.</param>
/// <param name="Executor">What runs them.</param>
/// <param name="Requires">The labels that they require: keys and values in ordinal order, each ended by U+0000; empty for none.</param>
/// <param name="Bucket">Where their key falls, in a queue that chooses workers by key; −1 in any other.</param>
public readonly record struct ReadyClass(string Queue, string Executor, string Requires, int Bucket)
{
    private const int Buckets = 64;

    /// <summary>The class of a task.</summary>
    /// <remarks>Its key is its name, or its id where it has none.</remarks>
    public static ReadyClass Of(TaskSpec task, DispatchSettings settings)
    {
        var template = task.Template;
        var bucket = settings.Of(template.Queue) == DispatchStrategy.ConsistentHash ? ShardHash.Of(template.Name ?? task.Id.Value, Buckets) : -1;
        return new(template.Queue, template.Executor, TextOf(template.Requires), bucket);
    }

    /// <summary>Whether a worker can run tasks of this class.</summary>
    public bool FitsOn(WorkerProfile worker) => worker.Executors.Contains(Executor) && HasLabels(worker.Labels);

    /// <summary>Whether a worker has all labels that tasks of this class require.</summary>
    public bool HasLabels(IReadOnlyDictionary<string, string> labels)
    {
        if (Requires.Length == 0) return true;
        var parts = Requires.Split('\0');
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            if (!labels.TryGetValue(parts[i], out var value) || value != parts[i + 1]) return false;
        }

        return true;
    }

    private static string TextOf(IReadOnlyDictionary<string, string> requires) => requires.Count == 0
        ? ""
        : string.Concat(requires.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}\0{pair.Value}\0"));
}
