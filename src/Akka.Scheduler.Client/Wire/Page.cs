namespace Akka.Scheduler.Client.Wire;

/// <summary>Some of a list, and where the rest begins.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
public sealed record Page<T>
{
    /// <summary>The items of this page.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>What to pass as <c>cursor</c> for the next page; null when this was the last.</summary>
    public string? NextCursor { get; init; }
}
