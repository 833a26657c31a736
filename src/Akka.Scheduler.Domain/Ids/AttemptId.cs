namespace Akka.Scheduler.Domain.Ids;

/// <summary>Names one attempt of a task. A result counts only if it carries the id of the attempt that is open.</summary>
/// <remarks>A number would not do: after a database is rolled back to a replica's state, number 1 is given out twice.</remarks>
/// <param name="Value">A version-7 UUID.</param>
public readonly record struct AttemptId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
