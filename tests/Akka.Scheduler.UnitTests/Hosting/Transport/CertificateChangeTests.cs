using Akka.Scheduler.Hosting.Transport;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

public sealed class CertificateChangeTests : IDisposable
{
    private static readonly NodeTransportSettings Settings = TransportNode.Settings with { CertificateLook = TimeSpan.FromMilliseconds(20) };
    private readonly DirectoryInfo _installed = Directory.CreateTempSubdirectory("installed-");
    private readonly IssuedCertificates _former = new("former");
    private readonly IssuedCertificates _next = new("next");

    [Fact]
    public async Task A_connection_that_is_made_again_uses_what_the_files_hold_by_then_and_one_that_stands_goes_on()
    {
        await using var left = await OpenAsync("left", _former);
        await using var right = await OpenAsync("right", _former);
        await TransportNode.LinkAsync(left, right);

        Install("left", _next);
        Install("right", _next);
        await left.CertificatesReadAsync();
        await right.CertificatesReadAsync();
        left.Send(right, "t", "still").ShouldBeTrue();
        (await right.NextAsync()).From.ShouldBe(left.Node);

        // The other side ends the connection that stands: the same link makes another one.
        right.Transport.SetPeers([]);
        await left.ConnectedAsync(right.Node, occurrence: 2);
        await left.SendAsync(right.Node, "t", ReadOnlyMemory<byte>.Empty);
        (await right.NextAsync()).From.ShouldBe(left.Node);

        await using var late = await OpenAsync("late", _next);
        late.Transport.SetPeers([right.Peer]);
        await late.ConnectedAsync(right.Node);
    }

    [Fact]
    public async Task Who_shows_a_certificate_of_the_former_authority_is_refused_then()
    {
        await using var right = await OpenAsync("right", _former);
        Install("right", _next);
        await right.CertificatesReadAsync();

        await using var left = await OpenAsync("left", _former);
        left.Transport.SetPeers([right.Peer]);

        // The certificate is refused in the middle of an attempt; frames are refused once that has failed.
        await left.TroubleAsync(TransportFault.OtherCertificate);
        await left.TroubleAsync(TransportFault.Unreachable);
        left.Send(right, "t").ShouldBeFalse();
    }

    [Fact]
    public async Task Files_that_cannot_be_used_change_nothing_and_are_named_and_better_ones_are_taken_up()
    {
        await using var right = await OpenAsync("right", _former);
        await File.WriteAllTextAsync(FileOf("right"), "no certificate");
        (await right.CertificatesRefusedAsync()).ShouldContain($"scheduler.cluster.tls.certificate {FileOf("right")} cannot be used");

        await using var left = await OpenAsync("left", _former);
        await TransportNode.LinkAsync(left, right);

        Install("right", _next);
        await right.CertificatesReadAsync();
        await using var late = await OpenAsync("late", _next);
        late.Transport.SetPeers([right.Peer]);
        await late.ConnectedAsync(right.Node);
    }

    [Fact]
    public async Task A_certificate_of_another_node_and_a_file_that_is_gone_are_refused()
    {
        await using var right = await OpenAsync("right", _former);
        Install("right", _former, names: "left");
        (await right.CertificatesRefusedAsync()).ShouldContain("'right' must be among its DNS names");

        await using var left = await OpenAsync("left", _former);
        File.Delete(FileOf("left"));
        (await left.CertificatesRefusedAsync()).ShouldContain("cannot be used");
        await TransportNode.LinkAsync(left, right);
    }

    public void Dispose()
    {
        _former.Dispose();
        _next.Dispose();
        _installed.Delete(recursive: true);
    }

    private string FileOf(string node) => Path.Combine(_installed.FullName, $"{node}.pem");

    // All in one file, put in its place by one step: no look finds a part of it.
    private void Install(string node, IssuedCertificates authority, string? names = null)
    {
        var issued = authority.Issue([names ?? node]);
        var written = FileOf(node) + ".new";
        File.WriteAllText(written, string.Join('\n', new[] { issued.Certificate!, issued.Key!, issued.Authority! }.Select(File.ReadAllText)));
        File.Move(written, FileOf(node), overwrite: true);
    }

    private Task<TransportNode> OpenAsync(string node, IssuedCertificates authority)
    {
        Install(node, authority);
        var file = FileOf(node);
        var cluster = TransportNode.Cluster with { Secret = null, Tls = new() { Certificate = file, Key = file, Authority = file } };
        return TransportNode.OpenAsync(node, cluster, Settings);
    }
}
