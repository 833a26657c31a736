namespace Akka.Scheduler.Client.Wire;

/// <summary>The captured output of a task.</summary>
public sealed record LogView
{
    /// <summary>What was written, in order.</summary>
    public required IReadOnlyList<LogLine> Items { get; init; }

    /// <summary>Whether output is missing: of an attempt that wrote more than the node keeps, or pieces beyond the 10,000th.</summary>
    public bool Truncated { get; init; }
}

/// <summary>One piece of a task's output.</summary>
public sealed record LogLine
{
    /// <summary>Rises from piece to piece; not always by one.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was captured.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it was written: <c>stdout</c>, <c>stderr</c>, or <c>system</c> for the executor's own words.</summary>
    public required string Stream { get; init; }

    /// <summary>The text as it was written, with its line ends; a piece is not always whole lines.</summary>
    public required string Text { get; init; }

    /// <summary>The attempt that wrote it.</summary>
    public required int Attempt { get; init; }
}
