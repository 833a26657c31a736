using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Cluster.Sharding.Monitors;
using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cluster;

public sealed class MonitorLoopTests
{
    private static readonly ShardTerm Term = new(ShardTerm.Singleton, 3, Views.Node("a"));
    private readonly DeterministicDispatcher _simulation = new(1, DateTimeOffset.UnixEpoch);
    private readonly SilentObserver _observer = new();
    private readonly MonitorCounters _counters = new("counting");
    private readonly Counting _monitor;
    private readonly ActorRef<MonitorMessage> _loop;

    public MonitorLoopTests()
    {
        _monitor = new(_simulation.Time);
        var system = ActorSystem.Create("test", new() { Time = _simulation.Time, Dispatcher = _simulation, Seed = 1, OnFailure = _ => { } });
        _loop = system.Spawn(
            Props.Create(() => new MonitorLoop(_monitor, new ClusterBoard(), _counters, _observer, TimeSpan.FromSeconds(5))), "loop");
    }

    [Fact]
    public void Nothing_is_done_on_a_node_that_does_not_lead()
    {
        _simulation.Advance(TimeSpan.FromMinutes(1));

        _monitor.Passes.ShouldBe(0);
    }

    [Fact]
    public void A_leader_makes_a_pass_each_interval()
    {
        _loop.Tell(new MonitorMessage.Lead(Term));
        _simulation.Advance(TimeSpan.FromSeconds(10));

        _counters.Passes.ShouldBe(10);
        _counters.Acted.ShouldBe(10);
    }

    [Fact]
    public void Who_leads_no_more_stops_and_the_pass_under_way_is_cancelled()
    {
        _monitor.Lasts = TimeSpan.FromSeconds(3);
        _loop.Tell(new MonitorMessage.Lead(Term));
        _simulation.Advance(TimeSpan.FromSeconds(2));
        _loop.Tell(new MonitorMessage.Follow(Term));
        _simulation.Advance(TimeSpan.FromMinutes(1));

        _monitor.Passes.ShouldBe(1);
        _monitor.Cancelled.ShouldBe(1);
        _counters.Failures.ShouldBe(0);
    }

    [Fact]
    public void The_end_of_an_older_term_does_not_end_a_newer_one()
    {
        _loop.Tell(new MonitorMessage.Lead(Term with { Epoch = 4 }));
        _loop.Tell(new MonitorMessage.Follow(Term));
        _simulation.Advance(TimeSpan.FromSeconds(3));

        _monitor.Passes.ShouldBe(3);
    }

    [Fact]
    public void A_pass_that_takes_too_long_is_cancelled_and_counted()
    {
        _monitor.Lasts = TimeSpan.FromMinutes(1);
        _loop.Tell(new MonitorMessage.Lead(Term));
        _simulation.Advance(TimeSpan.FromSeconds(6));

        (_counters.Timeouts, _counters.Failures, _monitor.Cancelled).ShouldBe((1, 1, 1));
    }

    [Fact]
    public void Failures_make_passes_rarer_and_a_success_makes_them_frequent_again()
    {
        _monitor.Fails = true;
        _loop.Tell(new MonitorMessage.Lead(Term));
        _simulation.Advance(TimeSpan.FromSeconds(1 + 2 + 4 + 8));
        _counters.Failures.ShouldBe(4);
        _observer.Trouble.Count.ShouldBe(4);

        _monitor.Fails = false;
        _simulation.Advance(TimeSpan.FromSeconds(16 + 5));
        (_counters.Passes - _counters.Failures).ShouldBe(6);
    }

    private sealed class Counting(TimeProvider time) : IClusterMonitor
    {
        public int Passes { get; private set; }

        public int Cancelled { get; private set; }

        public TimeSpan Lasts { get; set; }

        public bool Fails { get; set; }

        public string Name => "counting";

        public TimeSpan Interval => TimeSpan.FromSeconds(1);

        public async Task<int> PassAsync(ShardTerm term, ClusterView view, CancellationToken cancel)
        {
            Passes++;
            if (Fails) throw new InvalidOperationException("broken");
            try
            {
                if (Lasts > TimeSpan.Zero) await Task.Delay(Lasts, time, cancel);
            }
            catch (OperationCanceledException)
            {
                Cancelled++;
                throw;
            }

            return 1;
        }
    }
}
