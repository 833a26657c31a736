using System.Net;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>A request's body that is written for as long as the connection lasts.</summary>
internal sealed class StreamedContent(CancellationToken over) : HttpContent
{
    private readonly TaskCompletionSource<Stream> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where to write, once the request is under way.</summary>
    public Task<Stream> Opened => _opened.Task;

    /// <summary>Ends the body in order.</summary>
    public void Finish() => _finished.TrySetResult();

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, over);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The headers leave with the first flush; the other side answers to them.
        await stream.FlushAsync(cancellationToken);
        _opened.TrySetResult(stream);
        await _finished.Task.WaitAsync(over);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
