namespace Akka.Scheduler.Cluster.Membership;

/// <summary>This incarnation's trust in itself, as its lease holder last left it. Written by the holder, read by anybody.</summary>
public sealed class Lease(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _drain = new();
    private long _trustedUntil = long.MinValue;

    /// <summary>Whether this node may start things now. Commits may be tried in any case: the fence decides.</summary>
    public bool IsTrusted => !_lost.IsCancellationRequested && time.GetTimestamp() < Interlocked.Read(ref _trustedUntil);

    /// <summary>Cancelled when the incarnation is dead: everything it owns stops.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Cancelled when the row says that the node is to give its work away and leave.</summary>
    public CancellationToken DrainAsked => _drain.Token;

    internal void Extend(long from, TimeSpan trust) =>
        Interlocked.Exchange(ref _trustedUntil, from + (long)(trust.TotalSeconds * time.TimestampFrequency));

    internal void Lose() => _lost.Cancel();

    internal void AskToDrain() => _drain.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _lost.Dispose();
        _drain.Dispose();
    }
}
