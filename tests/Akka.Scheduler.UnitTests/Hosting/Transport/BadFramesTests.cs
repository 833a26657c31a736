using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Hosting.Transport;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

public sealed class BadFramesTests
{
    [Theory]
    [InlineData("ffffffff", nameof(TransportFault.FrameTooLarge))]
    [InlineData("01004000", nameof(TransportFault.FrameTooLarge))]
    [InlineData("00000000", nameof(TransportFault.Unreadable))]
    [InlineData("0300000001ff00", nameof(TransportFault.Unreadable))]
    [InlineData("030000000100ff", nameof(TransportFault.Unreadable))]
    [InlineData("04000000030061627a", nameof(TransportFault.Unreadable))]
    public async Task Garbage_closes_its_connection_and_no_other(string hex, string expected)
    {
        var fault = Enum.Parse<TransportFault>(expected);
        await using var left = await TransportNode.OpenAsync("left");
        await using var right = await TransportNode.OpenAsync("right");
        await TransportNode.LinkAsync(left, right);
        using var raw = await RawCaller.AdmittedAsync(left);
        await raw.SayAsync(Bytes(new("good", default)));
        (await left.NextAsync()).From.ShouldBe(raw.Node);

        await raw.SayAsync(Convert.FromHexString(hex));

        (await raw.HearAsync()).ShouldBe(new HandshakeMessage.Refused(fault));
        (await raw.HearAsync()).ShouldBeNull();
        (await left.TroubleAsync(fault)).ShouldContain(raw.Node.ToString());
        right.Send(left, "still here").ShouldBeTrue();
        (await left.NextAsync()).Frame.Target.ShouldBe("still here");
        left.Reports.ShouldNotContain(report => report.Contains(right.Node.ToString(), StringComparison.Ordinal)
            && !report.StartsWith("connected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_frame_that_is_cut_short_is_not_delivered()
    {
        await using var left = await TransportNode.OpenAsync("left");
        using var raw = await RawCaller.AdmittedAsync(left);
        await raw.SayAsync(Bytes(new("whole", new byte[10])).AsMemory()[..^1]);
        raw.Finish();

        (await raw.HearAsync()).ShouldBe(new HandshakeMessage.Refused(TransportFault.Unreadable));
        left.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task A_newer_connection_of_a_peer_ends_the_older_one()
    {
        await using var left = await TransportNode.OpenAsync("left");
        using var older = await RawCaller.AdmittedAsync(left);
        using var newer = await RawCaller.AdmittedAsync(left, older.Node);

        await Should.ThrowAsync<IOException>(async () => await older.HearAsync());
        await newer.SayAsync(Bytes(new("t", default)));
        (await left.NextAsync()).From.ShouldBe(newer.Node);
    }

    [Fact]
    public async Task Who_says_nothing_is_not_waited_for_for_ever()
    {
        await using var left = await TransportNode.OpenAsync("left", settings: TransportNode.Settings with { HandshakeTimeout = TimeSpan.FromMilliseconds(200) });
        using var raw = await RawCaller.ConnectedAsync(left);

        (await raw.HearAsync()).ShouldBeNull();
        (await left.TroubleAsync(TransportFault.Unreadable)).ShouldContain("did not prove itself in time");
    }

    [Fact]
    public async Task Nothing_else_is_served_on_the_port()
    {
        await using var left = await TransportNode.OpenAsync("left");
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        (await client.GetAsync(new Uri($"http://{left.Transport.Address}/"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync(new Uri($"http://{left.Transport.Address}{FrameListener.Path}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_receiver_that_fails_is_reported_and_the_peer_calls_again()
    {
        var failing = true;
        await using var left = await TransportNode.OpenAsync("left", onFrame: _ =>
        {
            if (failing) throw new InvalidOperationException("a bug");
        });
        await using var right = await TransportNode.OpenAsync("right");
        right.Transport.SetPeers([left.Peer]);
        await right.ConnectedAsync(left.Node);
        right.Send(left, "t").ShouldBeTrue();
        (await left.TroubleAsync(TransportFault.ReceiverFailed)).ShouldContain("a bug");
        failing = false;

        await right.ConnectedAsync(left.Node, occurrence: 2);
        await right.SendAsync(left.Node, "again", default);
        (await left.NextAsync()).Frame.Target.ShouldBe("again");
    }

    [Fact]
    public void A_frame_is_taken_however_its_bytes_are_cut()
    {
        var bytes = Bytes(new("target", new byte[] { 1, 2, 3 }));
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var first = new Piece(bytes.AsMemory(0, cut));
            var second = first.Append(bytes.AsMemory(cut));
            var input = new ReadOnlySequence<byte>(first, 0, second, second.Memory.Length);
            FrameFormat.TryTake(ref input, 1000, out var frame).ShouldBe(FrameFormat.Taken.Frame);
            frame.Target.ShouldBe("target");
            frame.Body.ToArray().ShouldBe([1, 2, 3]);
            input.Length.ShouldBe(0);

            var part = new ReadOnlySequence<byte>(bytes, 0, cut);
            if (cut < bytes.Length) FrameFormat.TryTake(ref part, 1000, out _).ShouldBe(FrameFormat.Taken.Incomplete);
        }
    }

    [Fact]
    public void Random_bytes_are_frames_or_refused_and_never_a_crash()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (bytes.Length >= 4) BinaryPrimitives.WriteInt32LittleEndian(bytes, random.Next(-3, 40));
            var input = new ReadOnlySequence<byte>(bytes);
            var before = input.Length;
            if (FrameFormat.TryTake(ref input, 32, out var frame) == FrameFormat.Taken.Frame) FrameFormat.Measure(frame).ShouldBe((int)(before - input.Length));
            else input.Length.ShouldBe(before);
        }
    }

    private static byte[] Bytes(Frame frame)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameFormat.Write(output, frame);
        return output.WrittenSpan.ToArray();
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long at = 0) => (Memory, RunningIndex) = (memory, at);

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
