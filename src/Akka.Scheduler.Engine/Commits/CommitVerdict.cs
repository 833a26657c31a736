using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Commits;

/// <summary>What follows from the end of a batch.</summary>
internal abstract record CommitVerdict<TStep>
{
    private CommitVerdict() { }

    /// <summary>These steps are durable.</summary>
    public sealed record Durable(IReadOnlyList<TStep> Steps) : CommitVerdict<TStep>;

    /// <summary>Somebody else owns the log: stop at once.</summary>
    public sealed record Fenced(string Why) : CommitVerdict<TStep>;

    /// <summary>Send the same batch once more, after a while.</summary>
    public sealed record Again(TimeSpan After, string Why) : CommitVerdict<TStep>;

    /// <summary>The store can never take this step; it is dropped.</summary>
    public sealed record Poison(TStep Step, string Why) : CommitVerdict<TStep>;

    /// <summary>Nothing was applied, because of some of these steps; the others are to be given back to the line.</summary>
    public sealed record Taken(IReadOnlyList<TStep> Steps, IReadOnlyList<TakenKey> Keys) : CommitVerdict<TStep>;

    /// <summary>The store could not take the batch as a whole: it leaves again in two halves.</summary>
    public sealed record Halved : CommitVerdict<TStep>;
}
