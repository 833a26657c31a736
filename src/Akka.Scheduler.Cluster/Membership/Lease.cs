namespace Akka.Scheduler.Cluster.Membership;

/// <summary>This incarnation's trust in itself, as its lease holder last left it. Written by the holder, read by anybody.</summary>
public sealed class Lease(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _drain = new();
    private StoreIdentity? _store;
    private Trust? _trust;

    /// <summary>Whether this node may start things now. Commits may be tried in any case: the fence decides.</summary>
    public bool IsTrusted => !_lost.IsCancellationRequested && Volatile.Read(ref _trust) is { } trust
        && time.GetTimestamp() < trust.Until && time.GetUtcNow() < trust.WallUntil;

    /// <summary>Cancelled when the incarnation is dead: everything it owns stops. On the thread that keeps the lease: what is registered must not block.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Cancelled when the row says that the node is to give its work away and leave. On the thread that keeps the lease, as <see cref="Lost"/>.</summary>
    public CancellationToken DrainAsked => _drain.Token;

    /// <summary>Takes down which store this incarnation stands on.</summary>
    /// <returns>False when it stood on another one before.</returns>
    public bool StandsOn(StoreIdentity store)
    {
        var before = _store;
        _store = store;
        return before is null || before == store;
    }

    internal Asked Ask() => new(time.GetTimestamp(), time.GetUtcNow());

    internal void Extend(Asked from, TimeSpan trust) => Volatile.Write(
        ref _trust, new(from.At + (long)(trust.TotalSeconds * time.TimestampFrequency), from.WallAt + trust));

    internal void Lose() => _lost.Cancel();

    internal void AskToDrain() => _drain.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _lost.Dispose();
        _drain.Dispose();
    }

    /// <summary>Before a request was sent, by both clocks.</summary>
    internal readonly record struct Asked(long At, DateTimeOffset WallAt);

    private sealed record Trust(long Until, DateTimeOffset WallUntil);
}
