using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>What a task's owner knows of its open attempt beyond the record.</summary>
/// <param name="Attempt">Which attempt; absent when none is open, as far as the owner knows.</param>
/// <param name="HeardAt">When its worker last said to this owner that it runs, by the owner's clock; absent before the first time.</param>
/// <param name="Progress">How far it had come then, if it says.</param>
public sealed record AttemptStanding(AttemptId? Attempt, DateTimeOffset? HeardAt, AttemptProgress.Mark? Progress)
{
    /// <summary>Nothing is known.</summary>
    public static AttemptStanding Unknown { get; } = new(null, null, null);
}
