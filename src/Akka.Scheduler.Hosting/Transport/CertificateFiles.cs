using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Akka.Scheduler.Hosting.Configuration;

namespace Akka.Scheduler.Hosting.Transport;

/// <summary>The certificates as their files hold them: looked at again and again, and taken up when they have changed.</summary>
/// <remarks>
/// <para>Every new connection uses what is current; one that stands keeps what it was made with. Files that cannot be used change nothing.</para>
/// <para>What changed is taken up when two looks in a row find the same, so that files which are written one after another are taken up together.
/// The bytes are compared, not the times: what a link leads to changes without a new time of the link.</para>
/// </remarks>
internal sealed class CertificateFiles : IDisposable
{
    private readonly ClusterTlsSection _files;
    private readonly string _nodeId;
    private readonly TimeSpan _lookEvery;
    private readonly ITransportObserver _observer;
    private readonly ITimer _timer;

    // What the current ones were read from, what the last look found, what was found and cannot be used; touched by one look at a time.
    private byte[] _used;
    private byte[] _seen;
    private byte[]? _refused;
    private volatile NodeCertificates _current;

    private CertificateFiles(
        ClusterTlsSection files, string nodeId, TimeSpan lookEvery, ITransportObserver observer, TimeProvider time, byte[] used, NodeCertificates current)
    {
        (_files, _nodeId, _lookEvery, _observer) = (files, nodeId, lookEvery, observer);
        (_used, _seen, _current) = (used, used, current);
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(lookEvery, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What a new connection is made with; any thread.</summary>
    public NodeCertificates Current => _current;

    /// <summary>Reads the files, and looks at them again from then on.</summary>
    /// <returns>Null when there are none.</returns>
    /// <exception cref="TransportOpenException">A file cannot be read, or the certificate is not one of this node.</exception>
    public static CertificateFiles? Open(ClusterTlsSection files, string nodeId, TimeSpan lookEvery, ITransportObserver observer, TimeProvider time)
    {
        // Before they are read: what is written in between counts as a change.
        var content = Content(files);
        return NodeCertificates.Load(files, nodeId) is { } current ? new(files, nodeId, lookEvery, observer, time, content, current) : null;
    }

    /// <summary>Looks no more.</summary>
    public void Dispose() => _timer.Dispose();

    [SuppressMessage("Design", "CA1031", Justification = "Nobody waits for a look; the next one must come whatever became of this one.")]
    private void Look()
    {
        try
        {
            TakeUp(Content(_files));
        }
        catch (Exception bug)
        {
            _observer.CertificatesRefused(bug.ToString());
        }

        _timer.Change(_lookEvery, Timeout.InfiniteTimeSpan);
    }

    private void TakeUp(byte[] content)
    {
        var settled = content.AsSpan().SequenceEqual(_seen);
        _seen = content;
        if (!settled || content.AsSpan().SequenceEqual(_used) || content.AsSpan().SequenceEqual(_refused)) return;
        try
        {
            _current = NodeCertificates.Load(_files, _nodeId)!;
            (_used, _refused) = (content, null);
            _observer.CertificatesRead(_current.NotAfter);
        }
        catch (TransportOpenException bad)
        {
            _refused = content;
            _observer.CertificatesRefused(bad.Message);
        }
    }

    private static byte[] Content(ClusterTlsSection files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new[] { files.Certificate, files.Key, files.Authority })
        {
            var bytes = BytesOf(file);
            hash.AppendData(BitConverter.GetBytes(bytes?.Length ?? -1));
            hash.AppendData(bytes ?? []);
        }

        return hash.GetHashAndReset();
    }

    // A file that cannot be read is a content as well: reading it for use says why.
    private static byte[]? BytesOf(string? file)
    {
        try
        {
            return file is null ? null : File.ReadAllBytes(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
