namespace Akka.Scheduler.Hosting.Transport;

/// <summary>What the parts of one node's transport share.</summary>
internal sealed record TransportParts
{
    public required NodeTransportSettings Settings { get; init; }

    public required Handshake Handshake { get; init; }

    public required ITransportObserver Observer { get; init; }

    public required TroubleReports Troubles { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The certificates of this node; null when connections are in the clear.</summary>
    public CertificateFiles? Certificates { get; init; }

    public string Scheme => Certificates is null ? "http" : "https";
}
