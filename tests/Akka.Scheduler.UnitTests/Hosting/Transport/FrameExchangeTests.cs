using System.Buffers.Binary;
using System.Text;
using Akka.Scheduler.Hosting.Transport;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

public sealed class FrameExchangeTests
{
    private const int Many = 100_000;

    [Fact]
    public async Task A_hundred_thousand_frames_arrive_in_order_both_ways()
    {
        await using var left = await TransportNode.OpenAsync("left");
        await using var right = await TransportNode.OpenAsync("right");
        await TransportNode.LinkAsync(left, right);

        await Task.WhenAll(SendManyAsync(left, right), SendManyAsync(right, left), ReceiveManyAsync(left, right), ReceiveManyAsync(right, left));
    }

    [Fact]
    public async Task A_frame_keeps_its_target_and_body_and_says_who_sent_it()
    {
        await using var left = await TransportNode.OpenAsync("left");
        await using var right = await TransportNode.OpenAsync("right");
        await TransportNode.LinkAsync(left, right);

        left.Send(right, "shard-7-12 ü", "{\"a\":1}").ShouldBeTrue();

        var (from, frame) = await right.NextAsync();
        from.ShouldBe(left.Node);
        frame.Target.ShouldBe("shard-7-12 ü");
        Encoding.UTF8.GetString(frame.Body.Span).ShouldBe("{\"a\":1}");
    }

    [Fact]
    public async Task A_frame_of_the_largest_size_arrives_and_a_larger_one_is_refused_at_once()
    {
        await using var left = await TransportNode.OpenAsync("left");
        await using var right = await TransportNode.OpenAsync("right");
        await TransportNode.LinkAsync(left, right);
        var largest = TransportNode.Settings.MaxFrameBytes - FrameFormat.OverheadBytes - 1;

        left.Send(right.Node, "t", new byte[largest + 1]).ShouldBeFalse();
        left.Send(right.Node, new string('t', FrameFormat.LongestTarget + 1), default).ShouldBeFalse();
        left.Send(right.Node, "t", new byte[largest]).ShouldBeTrue();

        (await right.NextAsync()).Frame.Body.Length.ShouldBe(largest);
    }

    [Fact]
    public async Task A_frame_for_a_node_that_is_no_peer_is_refused()
    {
        await using var left = await TransportNode.OpenAsync("left");
        await using var right = await TransportNode.OpenAsync("right");
        left.Send(right, "t").ShouldBeFalse();
        await TransportNode.LinkAsync(left, right);
        left.Send(right, "t").ShouldBeTrue();

        left.Transport.SetPeers([]);

        left.Send(right, "t").ShouldBeFalse();
        // The connection the other way was cut as well.
        await right.TroubleAsync(TransportFault.Lost);
    }

    [Fact]
    public async Task What_was_sent_before_a_close_still_arrives()
    {
        await using var right = await TransportNode.OpenAsync("right");
        await using (var left = await TransportNode.OpenAsync("left"))
        {
            await TransportNode.LinkAsync(left, right);
            for (var i = 0; i < 1000; i++) left.Send(right, $"last-{i}").ShouldBeTrue();
        }

        for (var i = 0; i < 1000; i++) (await right.NextAsync()).Frame.Target.ShouldBe($"last-{i}");
    }

    [Fact]
    public async Task A_stalled_receiver_fills_only_its_own_queue()
    {
        using var stall = new ManualResetEventSlim();
        await using var left = await TransportNode.OpenAsync("left", settings: TransportNode.Settings with { QueueFrames = 64, Farewell = TimeSpan.Zero });
        await using var stalled = await TransportNode.OpenAsync("stalled", onFrame: _ => stall.Wait());
        await using var well = await TransportNode.OpenAsync("well");
        try
        {
            left.Transport.SetPeers([stalled.Peer, well.Peer]);
            await left.ConnectedAsync(stalled.Node);
            await left.ConnectedAsync(well.Node);

            // Far more than fits into the queue and all buffers on the way: it is refused, or this would not end.
            var body = new byte[256 * 1024];
            while (left.Send(stalled.Node, "t", body)) await Task.Yield();
            await left.TroubleAsync(TransportFault.QueueFull);

            left.Send(well, "t").ShouldBeTrue();
            (await well.NextAsync()).From.ShouldBe(left.Node);
        }
        finally
        {
            stall.Set();
        }
    }

    [Fact]
    public async Task Bytes_that_wait_are_bounded_as_frames_are()
    {
        var queue = new FrameQueue(new NodeTransportSettings { QueueFrames = 3, QueueBytes = 1000 });

        queue.TryAdd(new("t", new byte[600])).ShouldBeTrue();
        queue.TryAdd(new("t", new byte[600])).ShouldBeFalse();
        queue.TryAdd(new("t", new byte[1])).ShouldBeTrue();
        queue.TryAdd(new("t", new byte[1])).ShouldBeTrue();
        queue.TryAdd(new("t", new byte[1])).ShouldBeFalse();
        queue.TryTake(out _).ShouldBeTrue();
        queue.TryAdd(new("t", new byte[600])).ShouldBeTrue();

        queue.Finish();
        queue.TryAdd(new("t", default)).ShouldBeFalse();
        queue.Clear();
        (await queue.WaitAsync(CancellationToken.None)).ShouldBeFalse();
    }

    private static async Task SendManyAsync(TransportNode from, TransportNode to)
    {
        for (var i = 0; i < Many; i++)
        {
            var body = new byte[sizeof(int) + (i % 50)];
            BinaryPrimitives.WriteInt32LittleEndian(body, i);
            await from.SendAsync(to.Node, "counter", body);
        }
    }

    private static async Task ReceiveManyAsync(TransportNode at, TransportNode from)
    {
        for (var i = 0; i < Many; i++)
        {
            var (sender, frame) = await at.NextAsync();
            if (sender != from.Node || frame.Body.Length != sizeof(int) + (i % 50)) sender.ShouldBe(from.Node, $"frame {i}");
            BinaryPrimitives.ReadInt32LittleEndian(frame.Body.Span).ShouldBe(i);
        }
    }
}
