using System.Security.Cryptography.X509Certificates;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Transport;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

public sealed class CertificateTests : IDisposable
{
    private readonly IssuedCertificates _ours = new("ours");
    private readonly IssuedCertificates _theirs = new("theirs");

    [Fact]
    public async Task Nodes_with_certificates_of_one_authority_exchange_frames_without_a_secret()
    {
        await using var left = await OpenAsync("left", _ours.Issue(["left"]));
        await using var right = await OpenAsync("right", _ours.Issue(["right"]));
        await TransportNode.LinkAsync(left, right);

        left.Send(right, "t", "hello").ShouldBeTrue();
        (await right.NextAsync()).From.ShouldBe(left.Node);
    }

    [Fact]
    public async Task A_certificate_may_name_all_nodes()
    {
        var shared = _ours.Issue(["left", "right"]);
        await using var left = await OpenAsync("left", shared);
        await using var right = await OpenAsync("right", shared);
        await TransportNode.LinkAsync(left, right);
    }

    [Fact]
    public async Task A_caller_of_another_authority_is_refused_and_both_sides_say_so()
    {
        await using var right = await OpenAsync("right", _ours.Issue(["right"]));
        await using var left = await OpenAsync("left", _theirs.Issue(["left"]) with { Authority = _ours.AuthorityFile });
        left.Transport.SetPeers([right.Peer]);

        (await right.TroubleAsync(TransportFault.OtherCertificate)).ShouldContain("scheduler.cluster.tls.ca does not vouch for");
        await left.TroubleAsync(TransportFault.Unreachable);
        left.Send(right, "t").ShouldBeFalse();
    }

    [Fact]
    public async Task A_called_node_of_another_authority_is_refused_by_the_caller()
    {
        await using var right = await OpenAsync("right", _theirs.Issue(["right"]));
        await using var left = await OpenAsync("left", _ours.Issue(["left"]));
        left.Transport.SetPeers([right.Peer]);

        (await left.TroubleAsync(TransportFault.OtherCertificate)).ShouldContain("scheduler.cluster.tls.ca does not vouch for");
    }

    [Fact]
    public async Task A_certificate_that_is_past_its_time_is_refused()
    {
        await using var right = await OpenAsync("right", _ours.Issue(["right"], days: 0.5));
        await using var left = await OpenAsync("left", _ours.Issue(["left"]));
        left.Transport.SetPeers([right.Peer]);

        await left.TroubleAsync(TransportFault.OtherCertificate);
    }

    [Fact]
    public async Task A_node_cannot_say_that_it_is_another_than_its_certificate_names()
    {
        await using var right = await OpenAsync("right", _ours.Issue(["right"]));
        await using var left = await OpenAsync("left", _ours.Issue(["left"]));
        // The address of another node: the certificate there is not the one of the node that is meant.
        left.Transport.SetPeers([new(new("third", right.Node.Incarnation), right.Transport.Address)]);
        (await left.TroubleAsync(TransportFault.OtherCertificate)).ShouldContain("does not name the node 'third'");
    }

    [Fact]
    public async Task A_caller_cannot_say_that_it_is_another_than_its_certificate_names()
    {
        await using var right = await OpenAsync("right", _ours.Issue(["right"]));
        var tls = NodeCertificates.Load(_ours.Issue(["left"]), "left")!.ForCalling("right", _ => { });
        using var raw = await RawCaller.ConnectedAsync(right, new("third", Guid.CreateVersion7()), tls);

        (await raw.ProveAsync(right, secret: null)).ShouldBeOfType<Admission.Refused>().Fault.ShouldBe(TransportFault.OtherCertificate);
        (await right.TroubleAsync(TransportFault.OtherCertificate)).ShouldContain("does not name the node 'third'");
    }

    [Fact]
    public async Task A_secret_is_asked_for_besides_where_there_is_one()
    {
        await using var right = await OpenAsync("right", _ours.Issue(["right"]), new Secret("a"));
        await using var left = await OpenAsync("left", _ours.Issue(["left"]), new Secret("b"));
        left.Transport.SetPeers([right.Peer]);

        await left.TroubleAsync(TransportFault.WrongSecret);
        await right.TroubleAsync(TransportFault.WrongSecret);
    }

    [Fact]
    public async Task A_caller_in_the_clear_is_refused()
    {
        await using var right = await OpenAsync("right", _ours.Issue(["right"]));
        await using var left = await TransportNode.OpenAsync("left");
        left.Transport.SetPeers([right.Peer]);

        await left.TroubleAsync(TransportFault.Unreachable);
    }

    [Fact]
    public async Task A_caller_without_a_certificate_is_refused()
    {
        await using var right = await OpenAsync("right", _ours.Issue(["right"]));
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => NodeCertificates.Names(shown as X509Certificate2, "right");
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://{right.Transport.Address}{FrameListener.Path}")
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        await Should.ThrowAsync<HttpRequestException>(() => client.SendAsync(request));
        (await right.TroubleAsync(TransportFault.OtherCertificate)).ShouldContain("showed no certificate");
    }

    [Fact]
    public async Task Files_that_cannot_be_used_are_named_with_their_key()
    {
        var good = _ours.Issue(["left"]);
        var garbage = good.Certificate + ".txt";
        await File.WriteAllTextAsync(garbage, "no certificate");

        (await RefusalAsync(good with { Certificate = "missing.pem" })).ShouldContain("scheduler.cluster.tls.certificate missing.pem cannot be used");
        (await RefusalAsync(good with { Certificate = garbage })).ShouldContain("scheduler.cluster.tls.certificate");
        (await RefusalAsync(good with { Authority = garbage })).ShouldContain("scheduler.cluster.tls.ca");
        (await RefusalAsync(good with { Key = _ours.Issue(["left"]).Key })).ShouldContain("scheduler.cluster.tls.certificate");
        (await RefusalAsync(_ours.Issue(["right"]))).ShouldContain("'left' must be among its DNS names");
    }

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    private static async Task<string> RefusalAsync(ClusterTlsSection tls) =>
        (await Should.ThrowAsync<TransportOpenException>(() => OpenAsync("left", tls))).Message;

    private static Task<TransportNode> OpenAsync(string id, ClusterTlsSection tls, Secret? secret = null) =>
        TransportNode.OpenAsync(id, TransportNode.Cluster with { Secret = secret, Tls = tls });
}
