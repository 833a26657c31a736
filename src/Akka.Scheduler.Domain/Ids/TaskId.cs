namespace Akka.Scheduler.Domain.Ids;

/// <summary>Names one task for ever. Given by the caller, or made as a version-7 UUID so that ids sort by creation.</summary>
/// <param name="Value">The text, well formed by <see cref="IdText"/>.</param>
public readonly record struct TaskId(string Value)
{
    /// <summary>Whether this is the default value, which names nothing.</summary>
    public bool IsEmpty => Value is null;

    /// <summary>An id made here rather than by a caller: nothing else can hold it, so no look-up is owed before it is created.</summary>
    public static TaskId From(Guid made) => new(made.ToString("N"));

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
