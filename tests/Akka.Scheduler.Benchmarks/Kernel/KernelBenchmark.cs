using System.Diagnostics;
using System.Globalization;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Benchmarks.Kernel;

/// <summary>What a message costs: throughput of one actor under several producers, latency of an exchange, bytes allocated.</summary>
internal static class KernelBenchmark
{
    /// <param name="args">Optional: messages for each producer (default 5,000,000), most producers (default 4).</param>
    public static void Run(string[] args)
    {
        var messages = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5_000_000;
        var mostProducers = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4;
        using var system = new Disposed(Create());
        for (var round = 0; round < 2; round++)
        {
            for (var producers = 1; producers <= mostProducers; producers++)
                Throughput(system.System, $"throughput-{round}-{producers}", producers, messages);
        }

        for (var round = 0; round < 3; round++)
            Burst(system.System, $"burst-{round}", mostProducers, messages / 50);
        for (var round = 0; round < 3; round++)
            PingPong(system.System, $"ping-{round}", Math.Max(messages / 5, 1000));
        Pairs(system.System, Math.Max(messages / 5, 1000));
        Deterministic(Math.Max(messages / 5, 1000));
    }

    private static ActorSystem Create() => ActorSystem.Create(
        "bench", new ActorSystemOptions { Time = TimeProvider.System, Dispatcher = new ThreadPoolDispatcher(), Seed = 1 });

    private static void Throughput(ActorSystem system, string name, int producers, int each)
    {
        using var done = new ManualResetEventSlim();
        var counter = system.Spawn(Props.Create(() => new Counter((long)producers * each, done)), name);
        var message = new object();
        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, producers).Select(_ => new Thread(() => Produce(counter, message, each))).ToList();
        threads.ForEach(thread => thread.Start());
        done.Wait();
        var elapsed = Stopwatch.GetElapsedTime(started);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        threads.ForEach(thread => thread.Join());
        var total = (double)producers * each;
        Print($"{producers} producers: {total / elapsed.TotalSeconds / 1e6,6:F1} M messages/s, {allocated / total:F4} bytes/message");
        system.StopAsync(counter).Wait();
    }

    private static void Produce(ActorRef<object> actor, object message, int count)
    {
        var spin = default(SpinWait);
        for (var i = 0; i < count; i++)
        {
            while (!actor.TryTell(message))
                spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    // Nothing is full: what producers can put into a deep mailbox while the actor takes out.
    private static void Burst(ActorSystem system, string name, int producers, int each)
    {
        using var done = new ManualResetEventSlim();
        var props = Props.Create(() => new Counter((long)producers * each, done)) with { MailboxCapacity = producers * each };
        var counter = system.Spawn(props, name);
        var message = new object();
        var started = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, producers).Select(_ => new Thread(() => Produce(counter, message, each))).ToList();
        threads.ForEach(thread => thread.Start());
        done.Wait();
        var elapsed = Stopwatch.GetElapsedTime(started);
        threads.ForEach(thread => thread.Join());
        Print($"burst of {producers} producers: {(double)producers * each / elapsed.TotalSeconds / 1e6,6:F1} M messages/s, thread start included");
        system.StopAsync(counter).Wait();
    }

    private static void PingPong(ActorSystem system, string name, int rounds)
    {
        using var done = new ManualResetEventSlim();
        var samples = new long[rounds];
        var pong = system.Spawn(Props.Create(() => new Pong()), $"{name}-pong");
        var ping = system.Spawn(Props.Create(() => new Ping(pong, samples, done)), name);
        ping.Tell(ping);
        done.Wait();
        Array.Sort(samples);
        var mean = samples.Average() * 1e9 / Stopwatch.Frequency;
        Print($"ping-pong round trip: mean {mean,6:F0} ns, p50 {Nanoseconds(samples, 0.50),6:F0} ns, p99 {Nanoseconds(samples, 0.99),6:F0} ns");
        Task.WaitAll(system.StopAsync(ping), system.StopAsync(pong));
    }

    private static void Pairs(ActorSystem system, int rounds)
    {
        var pairs = Environment.ProcessorCount;
        var dones = Enumerable.Range(0, pairs).Select(_ => new ManualResetEventSlim()).ToList();
        var started = Stopwatch.GetTimestamp();
        for (var pair = 0; pair < pairs; pair++)
        {
            var done = dones[pair];
            var pong = system.Spawn(Props.Create(() => new Pong()), $"pairs-pong-{pair}");
            var ping = system.Spawn(Props.Create(() => new Ping(pong, new long[rounds], done)), $"pairs-ping-{pair}");
            ping.Tell(ping);
        }

        dones.ForEach(done => done.Wait());
        var elapsed = Stopwatch.GetElapsedTime(started);
        Print($"{pairs} pairs at once: {2.0 * pairs * rounds / elapsed.TotalSeconds / 1e6,6:F1} M messages/s");
    }

    private static void Deterministic(int rounds)
    {
        var dispatcher = new DeterministicDispatcher(1, DateTimeOffset.UnixEpoch);
        var system = ActorSystem.Create("bench", new ActorSystemOptions { Time = dispatcher.Time, Dispatcher = dispatcher, Seed = 1 });
        using var done = new ManualResetEventSlim();
        var pong = system.Spawn(Props.Create(() => new Pong()), "pong");
        var ping = system.Spawn(Props.Create(() => new Ping(pong, new long[rounds], done)), "ping");
        ping.Tell(ping);
        var started = Stopwatch.GetTimestamp();
        var turns = dispatcher.RunUntilIdle(long.MaxValue);
        Print($"simulated: {turns / Stopwatch.GetElapsedTime(started).TotalSeconds / 1e6,6:F1} M turns/s");
    }

    private static double Nanoseconds(long[] sorted, double quantile) => sorted[(int)((sorted.Length - 1) * quantile)] * 1e9 / Stopwatch.Frequency;

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed class Counter(long expected, ManualResetEventSlim done) : Actor<object>
    {
        private long _count;

        protected override void Receive(object message)
        {
            if (++_count == expected)
                done.Set();
        }
    }

    // Its message is the address to answer to.
    private sealed class Pong : Actor<ActorRef<object>>
    {
        protected override void Receive(ActorRef<object> message) => message.Tell(message);
    }

    private sealed class Ping(ActorRef<ActorRef<object>> pong, long[] samples, ManualResetEventSlim done) : Actor<object>
    {
        private int _round = -1;
        private long _sentAt;

        protected override void Receive(object message)
        {
            var now = Stopwatch.GetTimestamp();
            if (_round >= 0)
                samples[_round] = now - _sentAt;
            if (++_round == samples.Length)
            {
                done.Set();
                return;
            }

            _sentAt = now;
            pong.Tell(Context.Self);
        }
    }

    private sealed record Disposed(ActorSystem System) : IDisposable
    {
        public void Dispose() => System.DisposeAsync().AsTask().Wait();
    }
}
