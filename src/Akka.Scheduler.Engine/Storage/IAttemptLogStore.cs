namespace Akka.Scheduler.Engine.Storage;

/// <summary>Keeps captured output. Append-only and not fenced: it belongs to an attempt id, and decides nothing.</summary>
public interface IAttemptLogStore
{
    /// <summary>Appends pieces; <see cref="LogChunk.Position"/> of what is handed in is ignored and given by the store.</summary>
    /// <exception cref="StoreUnavailableException">Some or all may be missing.</exception>
    Task AppendAsync(IReadOnlyList<LogChunk> chunks, CancellationToken cancel);
}
