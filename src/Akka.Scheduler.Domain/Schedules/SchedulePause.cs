namespace Akka.Scheduler.Domain.Schedules;

/// <summary>Why a schedule stands still.</summary>
/// <param name="Reason">In words; may be absent.</param>
/// <param name="By">Who paused it, as far as that is known.</param>
/// <param name="At">Since when.</param>
public sealed record SchedulePause(string? Reason, string? By, DateTimeOffset At);
