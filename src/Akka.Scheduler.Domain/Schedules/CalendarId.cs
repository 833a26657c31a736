using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>Names one calendar of exclusions.</summary>
/// <param name="Value">The text, without a <see cref="IdText.Problem"/>.</param>
public readonly record struct CalendarId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
