namespace Akka.Scheduler.Domain.Timing;

/// <summary>Names one submission of one entry, so that a late answer to an earlier one is told apart.</summary>
/// <param name="Value">Unique within its queue; 0 names none.</param>
public readonly record struct SubmissionToken(long Value);
