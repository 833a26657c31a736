namespace Akka.Scheduler.Domain.Tasks;

/// <summary>A change to a waiting or running task. What is absent stays.</summary>
/// <param name="Priority">The new priority.</param>
/// <param name="DueAt">The new due instant; only while the task has not started.</param>
/// <param name="Labels">The new labels, replacing all.</param>
public sealed record TaskPatch(TaskPriority? Priority, DateTimeOffset? DueAt, IReadOnlyDictionary<string, string>? Labels);
