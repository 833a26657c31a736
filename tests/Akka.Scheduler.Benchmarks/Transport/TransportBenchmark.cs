using System.Diagnostics;
using System.Globalization;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akka.Scheduler.Benchmarks.Transport;

/// <summary>What a message between two nodes costs, over loopback, in one process: throughput of one direction, and a round trip.</summary>
internal static class TransportBenchmark
{
    /// <param name="args">Optional: messages (default 1,000,000), bytes of each (default 200).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var messages = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var bytes = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
        await using var left = await OpenAsync("left");
        await using var right = await OpenAsync("right");
        left.Transport.SetPeers([new(right.Node, right.Transport.Address)]);
        right.Transport.SetPeers([new(left.Node, left.Transport.Address)]);
        await Task.WhenAll(left.Connected, right.Connected);
        for (var round = 0; round < 3; round++) await ThroughputAsync(left, right, messages, bytes);
        for (var round = 0; round < 3; round++) await PingPongAsync(left, right, Math.Max(messages / 50, 100), bytes);
        return 0;
    }

    private static async Task ThroughputAsync(End from, End to, int messages, int bytes)
    {
        var body = new byte[bytes];
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        to.OnFrame = _ =>
        {
            if (++count == messages) done.SetResult();
        };
        var started = Stopwatch.GetTimestamp();
        var refused = 0L;
        for (var i = 0; i < messages; i++)
        {
            while (!from.Transport.Send(to.Node, new("shard-12-345", body)))
            {
                refused++;
                await Task.Yield();
            }
        }

        await done.Task;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Print($"one way, {bytes} bytes: {messages / seconds,9:F0} messages/s, {messages / seconds * bytes / 1e6,6:F0} MB/s, refused and sent again {refused}");
    }

    private static async Task PingPongAsync(End left, End right, int rounds, int bytes)
    {
        var body = new byte[bytes];
        var samples = new long[rounds];
        var round = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sentAt = 0L;
        right.OnFrame = frame => right.Transport.Send(left.Node, frame);
        left.OnFrame = frame =>
        {
            samples[round] = Stopwatch.GetTimestamp() - sentAt;
            if (++round == rounds)
            {
                done.SetResult();
                return;
            }

            sentAt = Stopwatch.GetTimestamp();
            left.Transport.Send(right.Node, frame);
        };
        sentAt = Stopwatch.GetTimestamp();
        left.Transport.Send(right.Node, new("shard-12-345", body));
        await done.Task;
        Array.Sort(samples);
        Print($"round trip, {bytes} bytes: p50 {Microseconds(samples, 0.5),5:F0} us, p99 {Microseconds(samples, 0.99),5:F0} us, p99.9 {Microseconds(samples, 0.999),5:F0} us");
    }

    private static double Microseconds(long[] sorted, double quantile) => sorted[(int)((sorted.Length - 1) * quantile)] * 1e6 / Stopwatch.Frequency;

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static async Task<End> OpenAsync(string id)
    {
        var end = new End { Node = new(id, Guid.CreateVersion7()) };
        end.Transport = await HttpNodeTransport.OpenAsync(
            end.Node, new ClusterSection { Secret = new("bench") }, end, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        end.Transport.Attach(end);
        return end;
    }

    private sealed class End : IFrameSink, ITransportObserver, IAsyncDisposable
    {
        private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public required NodeIncarnation Node { get; init; }

        public HttpNodeTransport Transport { get; set; } = null!;

        public Action<Frame> OnFrame { get; set; } = static _ => { };

        public Task Connected => _connected.Task;

        public void Receive(NodeIncarnation from, Frame frame) => OnFrame(frame);

        void ITransportObserver.Connected(NodeIncarnation peer) => _connected.TrySetResult();

        public void CertificatesRead(DateTimeOffset until)
        {
        }

        public void CertificatesRefused(string why)
        {
        }

        public void Trouble(TransportTrouble trouble)
        {
            // A full queue is what the throughput run is about, and at its end one side closes before the other.
            if (trouble.Fault is not (TransportFault.QueueFull or TransportFault.Lost)) Console.Error.WriteLine(trouble);
        }

        public ValueTask DisposeAsync() => Transport.DisposeAsync();
    }
}
