namespace Akka.Scheduler.Hosting.Transport;

/// <summary>Bounds and waits of a node's end of the transport.</summary>
internal sealed record NodeTransportSettings
{
    /// <summary>Most frames that wait for one peer, default 8192. The next one is refused.</summary>
    public int QueueFrames { get; init; } = 8192;

    /// <summary>Most bytes that wait for one peer, default 16 MiB. The frame that would exceed it is refused.</summary>
    public int QueueBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The largest frame, target and body, in bytes; default 4 MiB. A larger one is not sent, and ends the connection it comes by.</summary>
    public int MaxFrameBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Frames are gathered into one write up to this many bytes, default 64 KiB.</summary>
    public int BatchBytes { get; init; } = 64 * 1024;

    /// <summary>How long connecting and proving may take together, default 5 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait after a first failure, default 100 ms. It doubles with each further one, and is cut by up to a half at random.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two attempts, default 3 s. A connection that lasted as long has the next failure counted as the first.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a silent connection is asked whether it still stands, default 3 s; one that does not answer for as long is given up.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The same trouble with the same peer is reported once in this time, default 30 s.</summary>
    public TimeSpan TroubleInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a close waits for what is queued to leave, default 500 ms.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the files of the certificates are looked at, default 10 s. A change is taken up at the second look that finds it.</summary>
    public TimeSpan CertificateLook { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The version of the protocol that this node says it speaks; another than the default is for tests of what comes of it.</summary>
    public byte WireVersion { get; init; } = Handshake.WireVersion;
}
