using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Scheduler.Hosting.Configuration;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

/// <summary>An authority of its own, and certificates that it issues, as files in a directory that goes with it.</summary>
internal sealed class IssuedCertificates : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("certificates-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;
    private int _issued;

    public IssuedCertificates(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(NotBefore, NotAfter);
        File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());
    }

    public string AuthorityFile => Path.Combine(_directory.FullName, "ca.pem");

    private static DateTimeOffset NotBefore => TimeProvider.System.GetUtcNow().AddDays(-1);

    private static DateTimeOffset NotAfter => TimeProvider.System.GetUtcNow().AddDays(1);

    /// <summary>Issues a certificate for nodes, good from a day ago for as many days.</summary>
    public ClusterTlsSection Issue(string[] nodes, double days = 2)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=a node", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var node in nodes) names.AddDnsName(node);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        var number = Interlocked.Increment(ref _issued);
        var from = _authority.NotBefore.ToUniversalTime();
        using var certificate = request.Create(_authority, from, from.AddDays(days), BitConverter.GetBytes(number));
        var file = Path.Combine(_directory.FullName, $"{number}");
        File.WriteAllText($"{file}.pem", certificate.ExportCertificatePem());
        File.WriteAllText($"{file}.key", key.ExportPkcs8PrivateKeyPem());
        return new() { Certificate = $"{file}.pem", Key = $"{file}.key", Authority = AuthorityFile };
    }

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
        _directory.Delete(recursive: true);
    }
}
