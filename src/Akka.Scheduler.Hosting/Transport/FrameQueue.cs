using System.Threading.Channels;
using Akka.Scheduler.Cluster.Transport;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>The frames that wait for one peer, bounded in number and in bytes. The one that does not fit is refused; none that waits is lost for it.</summary>
internal sealed class FrameQueue
{
    private readonly Channel<Frame> _frames;
    private readonly int _mostBytes;

    // Added to by whoever sends, subtracted from by the one that takes out.
    private long _bytes;
    private volatile bool _isFinishing;

    public FrameQueue(NodeTransportSettings settings)
    {
        _mostBytes = settings.QueueBytes;
        // Wait makes TryWrite answer false when full; nothing ever waits.
        _frames = Channel.CreateBounded<Frame>(
            new BoundedChannelOptions(settings.QueueFrames) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    }

    /// <summary>Whether no more frames are taken.</summary>
    public bool IsFinishing => _isFinishing;

    /// <summary>Whether no more frames come, and none is left.</summary>
    public bool IsFinished => _frames.Reader.Completion.IsCompleted;

    /// <summary>Adds a frame; any thread.</summary>
    /// <returns>False when it does not fit.</returns>
    public bool TryAdd(Frame frame)
    {
        var size = SizeOf(frame);
        if (Interlocked.Add(ref _bytes, size) <= _mostBytes && _frames.Writer.TryWrite(frame)) return true;
        Interlocked.Add(ref _bytes, -size);
        return false;
    }

    /// <summary>Takes the oldest frame; one thread at a time.</summary>
    public bool TryTake(out Frame frame)
    {
        if (!_frames.Reader.TryRead(out frame)) return false;
        Interlocked.Add(ref _bytes, -SizeOf(frame));
        return true;
    }

    /// <summary>Waits for a frame; false when none will come any more.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancel) => _frames.Reader.WaitToReadAsync(cancel);

    /// <summary>Lets go of what waits.</summary>
    public void Clear()
    {
        while (TryTake(out _))
        {
        }
    }

    /// <summary>Takes no more frames.</summary>
    public void Finish()
    {
        _isFinishing = true;
        _frames.Writer.TryComplete();
    }

    private static long SizeOf(Frame frame) => FrameFormat.OverheadBytes + frame.Target.Length + frame.Body.Length;
}
