using System.Net;
using System.Net.Sockets;
using Akka.Scheduler.TestKit.Network;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>The link does what its faults say, and no more.</summary>
public sealed class LinkProxyTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly byte[] Large = new byte[LinkProxy.LargeRequest];
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private LinkProxy _link = null!;
    private TcpClient _near = null!;
    private TcpClient _far = null!;

    public async Task InitializeAsync()
    {
        _server.Start();
        _link = LinkProxy.To(((IPEndPoint)_server.LocalEndpoint).Port, seed: 1);
        _near = new TcpClient();
        await _near.ConnectAsync(IPAddress.Loopback, _link.Port);
        _far = await _server.AcceptTcpClientAsync().WaitAsync(Limit);
    }

    public async Task DisposeAsync() => await _link.DisposeAsync();

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task A_sound_link_carries_both_ways()
    {
        await _near.GetStream().WriteAsync(new byte[] { 1 });
        (await ReadAsync(_far, 1)).ShouldBe([1]);
        await _far.GetStream().WriteAsync(new byte[] { 2 });
        (await ReadAsync(_near, 1)).ShouldBe([2]);
    }

    [Fact]
    public async Task A_link_knows_the_ports_from_which_it_is_connected()
    {
        await _near.GetStream().WriteAsync(new byte[] { 1 });
        await ReadAsync(_far, 1);
        _link.PortsToServer.ShouldBe([((IPEndPoint)_far.Client.RemoteEndPoint!).Port]);
    }

    [Fact]
    public async Task What_is_held_one_way_passes_the_other_way_and_arrives_when_the_link_heals()
    {
        _link.Faults = new() { HoldsRequests = true };
        await _near.GetStream().WriteAsync(new byte[] { 1 });
        await _far.GetStream().WriteAsync(new byte[] { 2 });
        (await ReadAsync(_near, 1)).ShouldBe([2]);
        _far.Available.ShouldBe(0);
        _link.Faults = LinkFaults.None;
        (await ReadAsync(_far, 1)).ShouldBe([1]);
    }

    [Fact]
    public async Task A_lost_answer_follows_a_request_that_arrived()
    {
        _link.LoseAnswers(1);
        var seen = _link.NextLargeRequestAsync();
        await _near.GetStream().WriteAsync(Large);
        (await ReadAsync(_far, Large.Length)).ShouldBe(Large);
        await seen.WaitAsync(Limit);
        await _far.GetStream().WriteAsync(new byte[] { 2 });
        (await EndsAsync(_near)).ShouldBeTrue();
        _link.AnswersLost.ShouldBe(1);
    }

    [Fact]
    public async Task A_reset_ends_what_there_is_and_lets_new_ones_in()
    {
        _link.Reset();
        (await EndsAsync(_near)).ShouldBeTrue();
        using var another = new TcpClient();
        await another.ConnectAsync(IPAddress.Loopback, _link.Port);
        using var accepted = await _server.AcceptTcpClientAsync().WaitAsync(Limit);
        await another.GetStream().WriteAsync(new byte[] { 3 });
        (await ReadAsync(accepted, 1)).ShouldBe([3]);
    }

    [Fact]
    public async Task A_link_that_leads_elsewhere_ends_what_there_is_and_lets_new_ones_in_there()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        _link.LeadTo(((IPEndPoint)other.LocalEndpoint).Port);
        (await EndsAsync(_near)).ShouldBeTrue();
        using var another = new TcpClient();
        await another.ConnectAsync(IPAddress.Loopback, _link.Port);
        using var accepted = await other.AcceptTcpClientAsync().WaitAsync(Limit);
        await another.GetStream().WriteAsync(new byte[] { 3 });
        (await ReadAsync(accepted, 1)).ShouldBe([3]);
    }

    [Fact]
    public async Task A_link_that_refuses_ends_new_connections()
    {
        _link.Faults = new() { Refuses = true };
        using var another = new TcpClient();
        await another.ConnectAsync(IPAddress.Loopback, _link.Port);
        (await EndsAsync(another)).ShouldBeTrue();
    }

    private static async Task<byte[]> ReadAsync(TcpClient from, int count)
    {
        var read = new byte[count];
        await from.GetStream().ReadExactlyAsync(read).AsTask().WaitAsync(Limit);
        return read;
    }

    private static async Task<bool> EndsAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Limit) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
