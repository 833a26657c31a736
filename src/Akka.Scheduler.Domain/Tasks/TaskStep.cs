namespace Akka.Scheduler.Domain.Tasks;

/// <summary>A decided step of a task: how it stands afterwards, and the entry of its history. Nothing has happened until both are committed.</summary>
/// <param name="After">The task after the step.</param>
/// <param name="Entry">What its history will say.</param>
public sealed record TaskStep(TaskSnapshot After, HistoryEntry Entry);
