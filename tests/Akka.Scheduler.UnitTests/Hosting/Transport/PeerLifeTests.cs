using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Transport;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

public sealed class PeerLifeTests
{
    [Fact]
    public async Task A_restarted_peer_at_the_same_address_gets_nothing_that_was_meant_for_its_former_life()
    {
        await using var left = await TransportNode.OpenAsync("left");
        // An address that no other test listens on, so that none takes the port in between.
        var former = await TransportNode.OpenAsync("right", TransportNode.Cluster with { Bind = Parse("127.0.0.77:0") });
        left.Transport.SetPeers([former.Peer]);
        await left.ConnectedAsync(former.Node);
        var address = former.Transport.Address;
        await former.DisposeAsync();
        await left.TroubleAsync(TransportFault.Unreachable);
        left.Send(former, "to the dead").ShouldBeFalse();

        await using var next = await TransportNode.OpenAsync("right", TransportNode.Cluster with { Bind = Parse(address) });
        var told = await left.TroubleAsync(TransportFault.OtherIncarnation);
        told.ShouldContain(former.Node.ToString());
        (await next.TroubleAsync(TransportFault.OtherIncarnation)).ShouldContain($"meant {former.Node}, this is {next.Node}");
        left.Send(former, "to the dead").ShouldBeFalse();

        left.Transport.SetPeers([next.Peer]);
        await left.ConnectedAsync(next.Node);
        left.Send(next, "to the living").ShouldBeTrue();
        (await next.NextAsync()).Frame.Target.ShouldBe("to the living");
        left.Send(former, "to the dead").ShouldBeFalse();
        next.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task A_link_that_broke_is_made_again()
    {
        await using var left = await TransportNode.OpenAsync("left");
        await using var right = await TransportNode.OpenAsync("right");
        await TransportNode.LinkAsync(left, right);

        // Who drops a peer cuts what that one has open; it calls again.
        left.Transport.SetPeers([]);
        await right.ConnectedAsync(left.Node, occurrence: 2);

        await right.SendAsync(left.Node, "again", default);
        (await left.NextAsync()).From.ShouldBe(right.Node);
    }

    [Fact]
    public async Task A_peer_that_moves_to_another_address_is_followed()
    {
        await using var left = await TransportNode.OpenAsync("left");
        await using var right = await TransportNode.OpenAsync("right");
        left.Transport.SetPeers([new(right.Node, "127.0.0.1:1")]);
        await left.TroubleAsync(TransportFault.Unreachable);

        left.Transport.SetPeers([right.Peer]);
        await left.ConnectedAsync(right.Node);

        left.Send(right, "t").ShouldBeTrue();
        (await right.NextAsync()).From.ShouldBe(left.Node);
    }

    [Fact]
    public async Task An_address_that_is_none_is_trouble_and_not_a_crash()
    {
        await using var left = await TransportNode.OpenAsync("left");
        left.Transport.SetPeers([new(new("right", Guid.CreateVersion7()), "no address")]);
        (await left.TroubleAsync(TransportFault.Unreachable)).ShouldContain("cannot be called");
    }

    [Fact]
    public async Task The_address_is_the_advertised_one_or_what_listening_came_to()
    {
        await using var plain = await TransportNode.OpenAsync("left");
        await using var advertised = await TransportNode.OpenAsync("right", TransportNode.Cluster with { Advertise = Parse("node-1.internal:7400") });

        plain.Transport.Address.ShouldStartWith("127.0.0.1:");
        Parse(plain.Transport.Address).Port.ShouldBeGreaterThan(0);
        advertised.Transport.Address.ShouldBe("node-1.internal:7400");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_its_key()
    {
        await using var left = await TransportNode.OpenAsync("left");
        var refused = await Should.ThrowAsync<TransportOpenException>(
            () => TransportNode.OpenAsync("right", TransportNode.Cluster with { Bind = Parse(left.Transport.Address) }));
        refused.Message.ShouldContain("scheduler.cluster.bind");
        refused.Message.ShouldContain(left.Transport.Address);
    }

    [Fact]
    public async Task An_address_that_others_reach_needs_a_secret_or_certificates()
    {
        var refused = await Should.ThrowAsync<TransportOpenException>(
            () => TransportNode.OpenAsync("left", new ClusterSection { Bind = Parse("0.0.0.0:0"), Advertise = Parse("a:1") }));
        refused.Message.ShouldContain("neither a secret nor TLS");
    }

    private static BindAddress Parse(string text) => BindAddress.TryParse(text, out var address) ? address : throw new FormatException(text);
}
