namespace Akka.Scheduler.Engine.Workers;

/// <summary>The credits of one stamp that a worker gave to one dispatcher.</summary>
/// <param name="stamp">When it was begun by the worker's monotonic clock, and its name.</param>
internal sealed class CreditIssue(long stamp)
{
    private int _used;
    private int? _spent;

    public long Stamp => stamp;

    /// <summary>How many were given in all.</summary>
    public int Given { get; private set; }

    /// <summary>How many may still come back as attempts: all that were given, or, once the dispatcher has closed it, what it had spent by then.</summary>
    public int Outstanding => (_spent ?? Given) - _used;

    public void Give(int count) => Given += count;

    public void Use() => _used++;

    /// <summary>The dispatcher spends none of it any more, and has spent this many. It may say less later, when a shard gave some back.</summary>
    public void Close(int spent) => _spent = Math.Clamp(spent, _used, Given);
}
