using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>The ends of tasks that stood in a store before it was put back to an older state.</summary>
/// <remarks>A shard tells another one what is durable. That it goes back while the word is under way cannot be known where it arrives.</remarks>
internal sealed class LostEnds(IReadOnlyList<StoreState> lost)
{
    private ILookup<TaskId, HistoryEntry>? _ends;

    /// <summary>Whether a task had ended so by an instant.</summary>
    public bool Had(TaskId task, TaskState end, DateTimeOffset at)
    {
        _ends ??= lost.SelectMany(state => state.Shards.Values).SelectMany(shard => shard.Log).OfType<ShardLogEntry.Tasks>()
            .SelectMany(entry => entry.Content.History).Where(step => step.To.IsTerminal()).ToLookup(step => step.Task);
        return _ends[task].Any(step => step.To == end && step.At <= at);
    }
}
