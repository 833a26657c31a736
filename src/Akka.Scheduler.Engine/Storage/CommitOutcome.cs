namespace Akka.Scheduler.Engine.Storage;

/// <summary>How a commit ended. Only <see cref="Applied"/> may be acknowledged to anybody.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome() { }

    /// <summary>Durable: by this sending or by an earlier one of the same batch.</summary>
    public sealed record Applied : CommitOutcome
    {
        /// <summary>The one instance.</summary>
        public static Applied Instance { get; } = new();
    }

    /// <summary>The shard has another owner, or its log has moved on: nothing was changed, and this owner must stop at once.</summary>
    /// <param name="Why">What differed.</param>
    public sealed record Fenced(string Why) : CommitOutcome;

    /// <summary>Definitely not applied. The same batch may be sent again if <paramref name="Transient"/>; otherwise it never can succeed.</summary>
    /// <param name="Why">The store's words.</param>
    /// <param name="Transient">Whether sending it again may help.</param>
    public sealed record Refused(string Why, bool Transient) : CommitOutcome;

    /// <summary>Other tasks have unique keys that it claims: nothing was changed. Its other steps may be sent as another batch.</summary>
    /// <param name="Keys">Every claim that could not be had.</param>
    public sealed record KeysTaken(IReadOnlyList<TakenKey> Keys) : CommitOutcome;

    /// <summary>Nobody knows. The one right answer is to send the same batch again.</summary>
    /// <param name="Why">What went wrong.</param>
    public sealed record Unknown(string Why) : CommitOutcome;
}
