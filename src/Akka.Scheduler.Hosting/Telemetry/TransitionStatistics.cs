using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>Counts, rates and times of committed steps on this node.</summary>
internal sealed class TransitionStatistics(TimeProvider time)
{
    private readonly RateCounter[] _byType = [.. Enumerable.Range(0, (int)Enum.GetValues<TransitionType>().Max() + 1).Select(_ => new RateCounter(time))];

    /// <summary>From due to started.</summary>
    public LatencyHistogram Wait { get; } = new(time);

    /// <summary>From started to ended, of every attempt whatever its end.</summary>
    public LatencyHistogram Run { get; } = new(time);

    /// <summary>From a schedule's instant to the start of its task.</summary>
    public LatencyHistogram ScheduleLag { get; } = new(time);

    /// <summary>How long commits of shards took.</summary>
    public CommitStatistics Commits { get; } = new(time);

    public RateCounter this[TransitionType type] => _byType[(int)type];

    public void Take(TaskSnapshot before, TaskSnapshot task, HistoryEntry entry)
    {
        _byType[(int)entry.Type].Increment();
        if (before.Open is { } ended && task.Open is null && entry.Type != TransitionType.Returned) Run.Record(entry.At - ended.StartedAt);
        if (entry.Type != TransitionType.Started) return;
        Wait.Record(entry.At - task.NextStartAt);
        if (task.Spec.ScheduledTime is { } nominal && task.Attempt == 1) ScheduleLag.Record(entry.At - nominal);
    }
}
