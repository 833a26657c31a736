namespace Akka.Scheduler.Domain.Schedules;

/// <summary>Why a schedule cannot be accepted.</summary>
/// <param name="Field">The field at fault, by its name in the API.</param>
/// <param name="Message">What is wrong with it; continues the field's name.</param>
public sealed record ScheduleProblem(string Field, string Message);
