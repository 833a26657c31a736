using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Scheduler.Hosting.Configuration;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>Mutual TLS between nodes: a certificate of this node, and the authority that all of theirs must come from.</summary>
/// <remarks>A certificate is for the nodes whose ids are among its DNS names, whatever address they are at.</remarks>
internal sealed class NodeCertificates
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly SslStreamCertificateContext _own;
    private readonly X509Certificate2Collection _authorities;

    private NodeCertificates(SslStreamCertificateContext own, X509Certificate2Collection authorities) => (_own, _authorities) = (own, authorities);

    /// <summary>Until when the certificate of this node is good.</summary>
    public DateTimeOffset NotAfter => _own.TargetCertificate.NotAfter.ToUniversalTime();

    /// <summary>Reads the files.</summary>
    /// <returns>Null when there are none.</returns>
    /// <exception cref="TransportOpenException">A file cannot be read, or the certificate is not one of this node.</exception>
    public static NodeCertificates? Load(ClusterTlsSection files, string nodeId)
    {
        if (files is not { Certificate: { } certificate, Key: { } key, Authority: { } authority }) return null;
        var own = Read("certificate", certificate, () => X509Certificate2.CreateFromPemFile(certificate, key));
        var chain = Read("certificate", certificate, () => Collection(certificate));
        var authorities = Read("ca", authority, () => Collection(authority));
        if (!Names(own, nodeId))
        {
            throw new TransportOpenException(
                $"scheduler.cluster.tls.certificate {certificate} does not name this node: '{nodeId}' must be among its DNS names");
        }

        return new(SslStreamCertificateContext.Create(own, chain, offline: true), authorities);
    }

    /// <summary>Whether a certificate is for a node.</summary>
    public static bool Names(X509Certificate2? certificate, string nodeId) =>
        certificate?.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .Any(names => names.EnumerateDnsNames().Contains(nodeId, StringComparer.OrdinalIgnoreCase)) ?? false;

    /// <summary>What a call to a node is made with.</summary>
    public SslClientAuthenticationOptions ForCalling(string nodeId, Action<string> refused) => new()
    {
        ClientCertificateContext = _own,
        CertificateChainPolicy = Policy(ServerUse),
        RemoteCertificateValidationCallback = (_, shown, _, errors) =>
        {
            var complaint = Complaint(shown, errors);
            if (complaint is null && !Names(shown as X509Certificate2, nodeId)) complaint = $"showed a certificate that does not name the node '{nodeId}'";
            if (complaint is not null) refused(complaint);
            return complaint is null;
        },
    };

    /// <summary>What a call from a node is answered with. Which node it may be is asked once it has said its name.</summary>
    public SslServerAuthenticationOptions ForAnswering(Action<string> refused) => new()
    {
        ServerCertificateContext = _own,
        ClientCertificateRequired = true,
        CertificateChainPolicy = Policy(ClientUse),
        ApplicationProtocols = [SslApplicationProtocol.Http2],
        RemoteCertificateValidationCallback = (_, shown, _, errors) =>
        {
            var complaint = Complaint(shown, errors);
            if (complaint is not null) refused(complaint);
            return complaint is null;
        },
    };

    // The name is compared with the node's id, not with the address.
    private static string? Complaint(X509Certificate? shown, SslPolicyErrors errors)
    {
        if (shown is null) return "showed no certificate";
        return (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None
            ? null
            : $"showed a certificate that scheduler.cluster.tls.ca does not vouch for ({shown.Subject})";
    }

    private X509ChainPolicy Policy(string use)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        policy.ApplicationPolicy.Add(new Oid(use));
        return policy;
    }

    private static X509Certificate2Collection Collection(string file)
    {
        var read = new X509Certificate2Collection();
        read.ImportFromPemFile(file);
        return read.Count > 0 ? read : throw new CryptographicException("it holds no certificate");
    }

    private static T Read<T>(string key, string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new TransportOpenException($"scheduler.cluster.tls.{key} {file} cannot be used: {bad.Message}", bad);
        }
    }
}
