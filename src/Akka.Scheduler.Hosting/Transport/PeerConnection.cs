using System.Buffers;
using System.IO.Pipelines;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Hosting.Configuration;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>One connection to a peer, from its making to its end: one HTTP/2 request, whose body carries frames.</summary>
/// <param name="peer">Whom to call.</param>
/// <param name="queue">What to carry.</param>
/// <param name="parts">What all connections of a node share.</param>
/// <param name="client">Makes the request; of this peer alone, so that no other peer's stall is felt here.</param>
internal sealed class PeerConnection(Peer peer, FrameQueue queue, TransportParts parts, HttpMessageInvoker client)
{
    /// <summary>Connects, proves, carries frames until the connection or the queue ends.</summary>
    /// <param name="connected">Called when frames can be sent.</param>
    /// <param name="stop">Ends it at once.</param>
    /// <returns>Why it ended; null when the queue is finished.</returns>
    public async Task<Admission.Refused?> RunAsync(Action connected, CancellationToken stop)
    {
        if (!BindAddress.TryParse(peer.Address, out _)) return new(TransportFault.Unreachable, $"{peer.Node} has an address that cannot be called");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var patience = new CancellationTokenSource(parts.Settings.HandshakeTimeout, parts.Time);
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(over.Token, patience.Token);
        using var content = new StreamedContent(over.Token);
        using var request = Request(content);
        try
        {
            using var response = await client.SendAsync(request, opening.Token);
            if (!response.IsSuccessStatusCode) return new(TransportFault.Unreadable, $"{peer.Node} at {peer.Address} is no node: it answered {(int)response.StatusCode}");
            var input = PipeReader.Create(await response.Content.ReadAsStreamAsync(opening.Token));
            var output = await content.Opened.WaitAsync(opening.Token);
            var admission = await parts.Handshake.CallAsync(peer.Node, input, output, opening.Token);
            if (admission is Admission.Refused refused) return refused;
            connected();
            return await CarryAsync(input, output, content, over);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            if (patience.IsCancellationRequested && !stop.IsCancellationRequested)
                return new(TransportFault.Unreachable, $"{peer.Node} at {peer.Address} did not answer in time");
            return new(TransportFault.Unreachable, $"{peer.Node} at {peer.Address} cannot be reached: {InnermostMessage(broken)}");
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private HttpRequestMessage Request(StreamedContent content) => new(HttpMethod.Post, $"{parts.Scheme}://{peer.Address}{FrameListener.Path}")
    {
        Version = System.Net.HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = content,
    };

    // Two things end it: the other side, which is heard by reading, and the queue, which is written until it is finished.
    private async Task<Admission.Refused?> CarryAsync(PipeReader input, Stream output, StreamedContent content, CancellationTokenSource over)
    {
        var ended = EndAsync(input, over);
        try
        {
            await PumpAsync(output, over.Token);
        }
        catch (Exception)
        {
            // Whatever broke the writing, the other side may have said why: that is on its way, or the reading breaks as well.
            await ((Task)ended).WaitAsync(parts.Settings.Farewell, parts.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await over.CancelAsync();
            return await ended;
        }

        content.Finish();
        await ended;
        return null;
    }

    private async Task<Admission.Refused> EndAsync(PipeReader input, CancellationTokenSource over)
    {
        try
        {
            if (await HandshakeWire.ReadAsync(input, over.Token) is HandshakeMessage.Refused { Fault: var fault })
                return new(fault, $"{peer.Node} ended the connection for {fault}");
            return new(TransportFault.Lost, $"{peer.Node} ended the connection");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            return new(TransportFault.Lost, $"the connection to {peer.Node} broke: {InnermostMessage(broken)}");
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private async Task PumpAsync(Stream output, CancellationToken over)
    {
        var batch = new ArrayBufferWriter<byte>(parts.Settings.BatchBytes);
        while (await queue.WaitAsync(over))
        {
            while (queue.TryTake(out var frame))
            {
                FrameFormat.Write(batch, frame);
                if (batch.WrittenCount < parts.Settings.BatchBytes) continue;
                await output.WriteAsync(batch.WrittenMemory, over);
                // One large frame must not keep its room for ever.
                if (batch.Capacity > 4 * parts.Settings.BatchBytes) batch = new(parts.Settings.BatchBytes);
                else batch.ResetWrittenCount();
            }

            if (batch.WrittenCount > 0) await output.WriteAsync(batch.WrittenMemory, over);
            batch.ResetWrittenCount();
            await output.FlushAsync(over);
        }
    }

    private static string InnermostMessage(Exception error)
    {
        while (error.InnerException is { } inner) error = inner;
        return error.Message;
    }
}
