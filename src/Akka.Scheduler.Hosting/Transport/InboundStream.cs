using System.IO.Pipelines;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>One connection that another node made: a handshake, then frames until it ends.</summary>
/// <param name="http">The request whose body carries them.</param>
/// <param name="parts">What all connections of a node share.</param>
/// <param name="inbound">The streams that are open, and where frames go.</param>
internal sealed class InboundStream(HttpContext http, TransportParts parts, InboundStreams inbound)
{
    private readonly PipeReader _input = http.Request.BodyReader;
    private readonly string _caller = $"{http.Connection.RemoteIpAddress}:{http.Connection.RemotePort}";

    /// <summary>Ends the stream at once; any thread.</summary>
    public void Abort() => http.Abort();

    /// <summary>Serves the stream until it ends.</summary>
    public async Task RunAsync()
    {
        try
        {
            // The caller waits for the headers before it says anything.
            await http.Response.StartAsync(http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            switch (await AdmitAsync())
            {
                case Admission.Refused refused:
                    parts.Troubles.OfCaller(refused.Fault, _caller, $"{refused.Why} (from {_caller})");
                    break;
                case Admission.Admitted { Peer: var peer }:
                    await ReceiveAsync(peer);
                    break;
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The caller sees the end of its connection, reports it, and calls again.
            http.Abort();
        }
    }

    private async Task<Admission> AdmitAsync()
    {
        using var patience = new CancellationTokenSource(parts.Settings.HandshakeTimeout, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, patience.Token);
        try
        {
            return await parts.Handshake.AnswerAsync(_input, http.Response.Body, MayBe, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            return new Admission.Refused(TransportFault.Unreadable, "a caller did not prove itself in time");
        }
    }

    private bool MayBe(string nodeId) => parts.Certificates is null || NodeCertificates.Names(http.Connection.ClientCertificate, nodeId);

    private async Task ReceiveAsync(NodeIncarnation peer)
    {
        inbound.Open(peer, this);
        try
        {
            if (await TakeFramesAsync(peer) is { } fault) await EndAsync(peer, fault);
        }
        finally
        {
            inbound.Closed(peer, this);
        }
    }

    /// <summary>Takes frames in until there are no more.</summary>
    /// <returns>What was wrong with the last one, if anything was.</returns>
    private async Task<TransportFault?> TakeFramesAsync(NodeIncarnation peer)
    {
        while (true)
        {
            var read = await _input.ReadAsync(http.RequestAborted);
            var rest = read.Buffer;
            FrameFormat.Taken taken;
            while ((taken = FrameFormat.TryTake(ref rest, parts.Settings.MaxFrameBytes, out var frame)) == FrameFormat.Taken.Frame)
            {
                if (!Deliver(peer, frame)) return TransportFault.ReceiverFailed;
            }

            if (taken == FrameFormat.Taken.TooLarge) return TransportFault.FrameTooLarge;
            if (taken == FrameFormat.Taken.Unreadable) return TransportFault.Unreadable;
            if (read.IsCompleted) return rest.IsEmpty ? null : TransportFault.Unreadable;
            _input.AdvanceTo(rest.Start, rest.End);
        }
    }

    private bool Deliver(NodeIncarnation peer, Frame frame)
    {
        try
        {
            inbound.Sink?.Receive(peer, frame);
            return true;
        }
        catch (Exception bug)
        {
            parts.Troubles.OfCaller(TransportFault.ReceiverFailed, peer.ToString(), $"a frame of {peer} for '{frame.Target}' failed here: {bug}");
            return false;
        }
    }

    private async Task EndAsync(NodeIncarnation peer, TransportFault fault)
    {
        if (fault != TransportFault.ReceiverFailed)
            parts.Troubles.OfCaller(fault, peer.ToString(), $"{peer} sent what is no frame ({fault}); its connection is closed");
        await http.Response.Body.WriteAsync(HandshakeWire.Encode(new HandshakeMessage.Refused(fault)), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
