namespace Akka.Scheduler.Engine.Storage;

/// <summary>Remembers which body an <c>Idempotency-Key</c> came with. The ids of the tasks that it makes follow from the key itself.</summary>
public interface IIdempotencyStore
{
    /// <summary>Claims <paramref name="key"/> for a body, once: a second claim compares.</summary>
    /// <param name="key">The caller's key, 1 to 200 characters.</param>
    /// <param name="bodyHash">SHA-256 of the request's body.</param>
    /// <param name="now">When; claims are forgotten after the retention of finished tasks.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StoreUnavailableException">Nobody knows; the same call may be made again.</exception>
    Task<KeyClaim> ClaimAsync(string key, ReadOnlyMemory<byte> bodyHash, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>What became of a claim.</summary>
public enum KeyClaim
{
    /// <summary>The key is new.</summary>
    New,

    /// <summary>The key was claimed before, with the same body.</summary>
    Repeated,

    /// <summary>The key was claimed before, with another body.</summary>
    Conflict,
}
