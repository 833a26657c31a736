using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.TestKit.Checking.Facts;

/// <summary>What the work itself wrote down, outside of the system.</summary>
/// <param name="Task">Whose work.</param>
/// <param name="Attempt">Which attempt, as it was told by its executor.</param>
/// <param name="Ends">False for the line before the work, true for the one after it.</param>
/// <param name="At">When, by the clock of the machine that all processes share.</param>
/// <param name="Worker">Who ran it, where the work knows.</param>
public sealed record Effect(TaskId Task, AttemptId Attempt, bool Ends, DateTimeOffset At, string? Worker = null);
