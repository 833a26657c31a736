using System.Threading.Channels;
using Akka.Scheduler.Engine.Events;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>One listener to committed steps. A slow one loses the oldest, and can tell how many.</summary>
internal sealed class EventSubscription : IDisposable
{
    private const int Capacity = 10_000;
    private readonly Func<TransitionNotice, bool> _wanted;
    private readonly Action<EventSubscription> _gone;
    private readonly Channel<TransitionNotice> _channel;
    private long _dropped;

    public EventSubscription(Func<TransitionNotice, bool> wanted, Action<EventSubscription> gone)
    {
        (_wanted, _gone) = (wanted, gone);
        var options = new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        _channel = Channel.CreateBounded<TransitionNotice>(options, _ => Missed(1));
    }

    public ChannelReader<TransitionNotice> Reader => _channel.Reader;

    /// <summary>How many were lost since this was asked last, of those that were wanted and of those that nobody could tell any more.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    public void Missed(int count) => Interlocked.Add(ref _dropped, count);

    public void Offer(TransitionNotice notice)
    {
        if (_wanted(notice)) _channel.Writer.TryWrite(notice);
    }

    public void Dispose() => _gone(this);
}
