using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>What a monitor's loop understands.</summary>
public abstract record MonitorMessage
{
    private MonitorMessage() { }

    /// <summary>This node leads, in this term of the singleton.</summary>
    public sealed record Lead(ShardTerm Term) : MonitorMessage;

    /// <summary>This node leads no more.</summary>
    public sealed record Follow(ShardTerm Term) : MonitorMessage;

    internal sealed record Run : MonitorMessage
    {
        public static Run Instance { get; } = new();
    }

    internal sealed record Ended(int Acted) : MonitorMessage;

    internal sealed record Failed(bool TimedOut, string Why) : MonitorMessage;
}

/// <summary>Runs a monitor while this node leads, and rests while it does not.</summary>
/// <remarks>A pass that fails or takes longer than its limit makes the next one come later: twice as late each time, to 30 s.</remarks>
/// <param name="monitor">What to run.</param>
/// <param name="board">What this node saw last.</param>
/// <param name="counters">Where to count.</param>
/// <param name="observer">Hears of failures.</param>
/// <param name="limit">How long a pass may take.</param>
public sealed class MonitorLoop(IClusterMonitor monitor, ClusterBoard board, MonitorCounters counters, IClusterObserver observer, TimeSpan limit)
    : Actor<MonitorMessage>, IDisposable
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    private ShardTerm? _term;
    private CancellationTokenSource? _pass;
    private TimeSpan _rest = monitor.Interval;

    /// <inheritdoc/>
    protected override void Receive(MonitorMessage message)
    {
        switch (message)
        {
            case MonitorMessage.Lead lead: Lead(lead.Term); break;
            case MonitorMessage.Follow follow: Follow(follow.Term); break;
            case MonitorMessage.Run: Run(); break;
            case MonitorMessage.Ended ended: End(ended.Acted); break;
            case MonitorMessage.Failed failed: Fail(failed); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    /// <inheritdoc/>
    protected override void OnStop()
    {
        _pass?.Cancel();
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _pass?.Dispose();

    private void Lead(ShardTerm term)
    {
        if (_term == term) return;
        _term = term;
        _rest = monitor.Interval;
        if (_pass is null) Sleep();
    }

    private void Follow(ShardTerm term)
    {
        // An older term's end may be heard after a newer one's beginning.
        if (_term != term) return;
        _term = null;
        _pass?.Cancel();
        Context.Timers.Cancel("run");
    }

    private void Run()
    {
        if (_term is not { } term || _pass is not null) return;
        _pass = new CancellationTokenSource(limit, Context.Time);
        Context.PipeToSelf(
            monitor.PassAsync(term, board.Current, _pass.Token),
            static acted => new MonitorMessage.Ended(acted),
            static fault => new MonitorMessage.Failed(fault is OperationCanceledException, fault.Message));
    }

    private void End(int acted)
    {
        counters.Ended(acted);
        _rest = monitor.Interval;
        Close();
    }

    private void Fail(MonitorMessage.Failed failed)
    {
        if (_term is not null)
        {
            counters.Failed(failed.TimedOut);
            observer.ClusterTrouble(monitor.Name, failed.TimedOut ? $"not done within {limit.TotalSeconds:0.#} s" : failed.Why);
            _rest = 2 * _rest < LongestRest ? 2 * _rest : LongestRest;
        }

        Close();
    }

    private void Close()
    {
        _pass!.Dispose();
        _pass = null;
        if (_term is not null) Sleep();
    }

    private void Sleep() => Context.Timers.StartSingle("run", MonitorMessage.Run.Instance, _rest);
}
