using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.UnitTests.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cluster;

public sealed class LeaseTests : IDisposable
{
    private static readonly Renewal Held = new(RenewOutcome.Held, MemberState.Up) { Store = new("db", 1) };
    private static readonly LeaseSettings Settings = new();

    private readonly KernelWorld _world = new(Runner.Simulated);
    private readonly Lease _lease;
    private readonly ScriptedMembers _members;
    private readonly List<StoreIdentity> _stores = [];
    private Func<Task<Renewal>> _answer = () => Task.FromResult(Held);

    public LeaseTests()
    {
        _lease = new(_world.Time);
        _members = new(() => _answer());
    }

    [Fact]
    public void A_lease_that_was_never_renewed_is_not_trusted() => _lease.IsTrusted.ShouldBeFalse();

    [Fact]
    public void A_lease_is_renewed_again_and_again_and_stays_trusted()
    {
        Start();

        for (var second = 0; second < 60; second++)
        {
            _lease.IsTrusted.ShouldBeTrue();
            Advance(1);
        }

        _members.Asked.ShouldBe(21);
    }

    [Fact]
    public void A_slow_renewal_does_not_extend_the_lease()
    {
        _answer = () => Later(TimeSpan.FromSeconds(6));
        Start();
        Advance(6);

        // Asked at 0, answered at 6, good until 9 - 2.
        _lease.IsTrusted.ShouldBeTrue();
        Advance(0.99);
        _lease.IsTrusted.ShouldBeTrue();
        Advance(0.02);
        _lease.IsTrusted.ShouldBeFalse();
    }

    [Fact]
    public void An_answer_that_never_came_extends_nothing_and_is_asked_for_again_soon()
    {
        Start();
        _answer = () => Task.FromResult(Renewal.Unknown);
        Advance(6.99);
        _lease.IsTrusted.ShouldBeTrue();
        _lease.Lost.IsCancellationRequested.ShouldBeFalse();

        Advance(0.02);
        _lease.IsTrusted.ShouldBeFalse();
        _members.Asked.ShouldBeGreaterThan(15);

        _answer = () => Task.FromResult(Held);
        Advance(0.25);
        _lease.IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public void A_lost_lease_is_final()
    {
        Start();
        _answer = () => Task.FromResult(Renewal.Lost);
        Advance(3);

        _lease.IsTrusted.ShouldBeFalse();
        _lease.Lost.IsCancellationRequested.ShouldBeTrue();
        _answer = () => Task.FromResult(Held);
        var asked = _members.Asked;
        Advance(60);
        _lease.IsTrusted.ShouldBeFalse();
        _members.Asked.ShouldBe(asked);
    }

    [Fact]
    public void A_node_that_is_told_to_drain_hears_it_and_keeps_its_lease()
    {
        Start();
        _lease.DrainAsked.IsCancellationRequested.ShouldBeFalse();
        _answer = () => Task.FromResult(Held with { State = MemberState.Draining });
        Advance(3);

        _lease.DrainAsked.IsCancellationRequested.ShouldBeTrue();
        _lease.IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public void A_change_of_the_store_is_told_once()
    {
        _lease.StandsOn(Held.Store).ShouldBeTrue();
        Start();
        Advance(10);
        _stores.ShouldBeEmpty();

        _answer = () => Task.FromResult(Held with { Store = new("db", 2) });
        Advance(10);
        _stores.ShouldBe([new("db", 2)]);
        _lease.IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public void A_change_between_the_join_and_the_first_renewal_is_told()
    {
        _lease.StandsOn(new("db", 0)).ShouldBeTrue();
        Start();

        _stores.ShouldBe([Held.Store]);
    }

    [Theory]
    [InlineData(6.9, 0, true)]
    [InlineData(7, 0, false)]
    [InlineData(0, 6.9, true)]
    [InlineData(0, 7, false)]
    [InlineData(1, -3600, true)]
    [InlineData(7, -3600, false)]
    public void Of_both_clocks_the_one_that_ran_ahead_counts(double monotonic, double wall, bool trusted)
    {
        var clock = new TwoClocks();
        using var lease = new Lease(clock);
        lease.Extend(lease.Ask(), Settings.Ttl - Settings.Margin);

        clock.Monotonic = TimeSpan.FromSeconds(monotonic);
        clock.Wall = TimeSpan.FromSeconds(wall);

        lease.IsTrusted.ShouldBe(trusted);
    }

    public void Dispose()
    {
        _world.Dispose();
        _lease.Dispose();
    }

    private void Start()
    {
        var node = new NodeIncarnation("n", new Guid(1, 0, 0, new byte[8]));
        _world.System.Spawn(Props.Create(() => new LeaseHolder(node, _members, Settings, _lease, _stores.Add)), "lease");
        _world.Simulation!.RunUntilIdle();
    }

    private void Advance(double seconds) => _world.Simulation!.Advance(TimeSpan.FromSeconds(seconds));

    private async Task<Renewal> Later(TimeSpan after)
    {
        await Task.Delay(after, _world.Time);
        return Held;
    }

    private sealed class TwoClocks : TimeProvider
    {
        public TimeSpan Monotonic { get; set; }

        public TimeSpan Wall { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Monotonic.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Wall;
    }
}
