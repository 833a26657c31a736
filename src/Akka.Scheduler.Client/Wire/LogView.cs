namespace Akka.Scheduler.Client.Wire;

/// <summary>The captured output of a task.</summary>
public sealed record LogView
{
    /// <summary>What was written, in order.</summary>
    public required IReadOnlyList<LogLine> Items { get; init; }

    /// <summary>Whether output was dropped because it outgrew what the node keeps.</summary>
    public bool Truncated { get; init; }
}

/// <summary>One piece of a task's output.</summary>
public sealed record LogLine
{
    /// <summary>Its place in the task's output, from 1.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was captured.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it was written: <c>stdout</c>, <c>stderr</c>, or <c>system</c> for the executor's own words.</summary>
    public required string Stream { get; init; }

    /// <summary>The text, without the line's end.</summary>
    public required string Text { get; init; }

    /// <summary>The attempt that wrote it.</summary>
    public required int Attempt { get; init; }
}
