using System.Threading.Channels;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>One listener to committed steps. A slow one loses the oldest, and can tell how many.</summary>
internal sealed class EventSubscription : IDisposable
{
    private const int Capacity = 10_000;
    private readonly Func<TaskSnapshot, HistoryEntry, bool> _wanted;
    private readonly Action<EventSubscription> _gone;
    private readonly Channel<(TaskSnapshot Task, HistoryEntry Entry)> _channel;
    private long _dropped;

    public EventSubscription(Func<TaskSnapshot, HistoryEntry, bool> wanted, Action<EventSubscription> gone)
    {
        (_wanted, _gone) = (wanted, gone);
        var options = new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        _channel = Channel.CreateBounded<(TaskSnapshot, HistoryEntry)>(options, _ => Interlocked.Increment(ref _dropped));
    }

    public ChannelReader<(TaskSnapshot Task, HistoryEntry Entry)> Reader => _channel.Reader;

    /// <summary>How many were lost since this was asked last.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    public void Offer(TaskSnapshot task, HistoryEntry entry)
    {
        if (_wanted(task, entry)) _channel.Writer.TryWrite((task, entry));
    }

    public void Dispose() => _gone(this);
}
