using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Cluster.Sharding.Monitors;
using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cluster;

/// <summary>What each of the leader's monitors does on a view that it is given.</summary>
public sealed class MonitorTests
{
    private static readonly ShardTerm Term = new(ShardTerm.Singleton, 3, Views.Node("a"));
    private static readonly Member[] Both = [Views.Up("a"), Views.Up("b")];
    private readonly DeterministicDispatcher _simulation = new(1, DateTimeOffset.UnixEpoch);
    private readonly Published _store = new();
    private readonly Told _regions = new();

    [Fact]
    public async Task A_first_map_says_what_is()
    {
        (await Configure().PassAsync(Term, Views.Of(Both, "abab"), CancellationToken.None)).ShouldBe(1);

        _store.Maps.ShouldHaveSingleItem().Nodes.ShouldBe(["a", "b", "a", "b"]);
        _store.Maps[0].Version.ShouldBe(1);
    }

    [Fact]
    public async Task No_map_is_published_while_a_shard_has_no_owner()
    {
        await Configure().PassAsync(Term, Views.Of(Both, "ab-b"), CancellationToken.None);

        _store.Maps.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_map_is_published_while_a_shard_is_on_its_way()
    {
        await Configure().PassAsync(Term, Views.Of(Both, "aaaa", map: "aaab"), CancellationToken.None);

        _store.Maps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_newcomer_gets_a_round_of_moves_and_the_next_one_later()
    {
        var configure = Configure();
        await configure.PassAsync(Term, Views.Of(Both, "aaaa"), CancellationToken.None);
        await configure.PassAsync(Term, Views.Of(Both, "aaab", map: "aaab"), CancellationToken.None);
        _store.Maps.Count.ShouldBe(1);
        _store.Maps[0].Nodes.Count(node => node == "b").ShouldBe(1);

        _simulation.Advance(TimeSpan.FromSeconds(10));
        await configure.PassAsync(Term, Views.Of(Both, "aaab", map: "aaab"), CancellationToken.None);
        _store.Maps[^1].Nodes.Count(node => node == "b").ShouldBe(2);
    }

    [Theory]
    [InlineData("joining")]
    [InlineData("draining")]
    [InlineData("suspect")]
    [InlineData("another version")]
    public async Task Nothing_is_moved_for_balance_while_the_cluster_changes(string how)
    {
        var odd = how switch
        {
            "joining" => Views.Up("c") with { State = MemberState.Joining },
            "draining" => Views.Up("c") with { State = MemberState.Draining },
            "suspect" => Views.Up("c") with { IsSuspect = true },
            _ => Views.Up("c") with { Profile = Views.Up("c").Profile with { Version = "2" } },
        };

        await Configure().PassAsync(Term, Views.Of([.. Both, odd], "aaaa", map: "aaaa"), CancellationToken.None);

        _store.Maps.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_crash_the_map_follows_the_owners_without_a_round_of_moves()
    {
        var dead = Views.Up("c") with { State = MemberState.Dead };
        var joining = Views.Up("d") with { State = MemberState.Joining };

        await Configure().PassAsync(Term, Views.Of([.. Both, dead, joining], "aaba", map: "aacb"), CancellationToken.None);
        _store.Maps.ShouldBeEmpty("shard 3 is still on its way to b");
        await Configure().PassAsync(Term, Views.Of([.. Both, dead, joining], "aabb", map: "aacb"), CancellationToken.None);

        _store.Maps.ShouldHaveSingleItem().Nodes.ShouldBe(["a", "a", "b", "b"]);
    }

    [Fact]
    public async Task A_shard_that_is_not_handed_off_is_asked_for_and_then_taken_by_force()
    {
        var migrate = new MigrateMonitor(_regions, new(), _simulation.Time);
        var view = Views.Of(Both, "aa", map: "ab");
        await migrate.PassAsync(Term, view, CancellationToken.None);
        _regions.Said.ShouldBeEmpty();

        _simulation.Advance(TimeSpan.FromSeconds(1));
        await migrate.PassAsync(Term, view, CancellationToken.None);
        _regions.Said.ShouldBe(["look a"]);

        _simulation.Advance(TimeSpan.FromSeconds(4));
        await migrate.PassAsync(Term, view, CancellationToken.None);
        _regions.Said.ShouldBe(["look a", "take b 1 by force"]);
    }

    [Fact]
    public async Task An_old_copy_is_collected_once_the_new_owner_serves()
    {
        var collect = new CollectMonitor(_regions, new());
        var view = Views.Of(Both, "b");
        _regions.Has["b"] = [new(0, 1, ShardPhase.Pulling)];
        await collect.PassAsync(Term, view, CancellationToken.None);
        _regions.Said.ShouldBeEmpty();

        _regions.Has["b"] = [new(0, 1, ShardPhase.Serving)];
        await collect.PassAsync(Term, view, CancellationToken.None);
        await collect.PassAsync(Term, view, CancellationToken.None);
        _regions.Said.ShouldBe(["collect a 0 1"]);
    }

    [Fact]
    public async Task A_shard_that_nobody_takes_is_offered_to_who_should()
    {
        var monitor = new TermMonitor(_regions, new(), _simulation.Time);
        var view = Views.Of(Both, "-", map: "b");
        await monitor.PassAsync(Term, view, CancellationToken.None);
        _simulation.Advance(TimeSpan.FromSeconds(4));
        await monitor.PassAsync(Term, view, CancellationToken.None);

        _regions.Said.ShouldBe(["take b 0"]);
    }

    [Fact]
    public async Task An_owner_that_does_not_run_its_shard_is_told_to()
    {
        var monitor = new TermMonitor(_regions, new(), _simulation.Time);
        var view = Views.Of(Both, "ab");
        _regions.Has["a"] = [new(0, 1, ShardPhase.Serving)];
        _regions.Has["b"] = [];
        await monitor.PassAsync(Term, view, CancellationToken.None);
        _simulation.Advance(TimeSpan.FromSeconds(4));
        await monitor.PassAsync(Term, view, CancellationToken.None);

        _regions.Said.ShouldBe(["take b 1"]);
    }

    [Fact]
    public async Task An_owner_that_does_not_answer_is_left_alone()
    {
        var monitor = new TermMonitor(_regions, new(), _simulation.Time);
        await monitor.PassAsync(Term, Views.Of(Both, "ab"), CancellationToken.None);
        _simulation.Advance(TimeSpan.FromSeconds(9));

        (await monitor.PassAsync(Term, Views.Of(Both, "ab"), CancellationToken.None)).ShouldBe(0);
    }

    private ConfigureMonitor Configure() => new(_store, new(), new SilentObserver(), _simulation.Time);

    private sealed class Published : IShardOwnership
    {
        public List<ShardMap> Maps { get; } = [];

        public Task<bool> PublishMapAsync(ShardTerm singleton, ShardMap next, CancellationToken cancel)
        {
            Maps.Add(next);
            return Task.FromResult(true);
        }

        public Task<IReadOnlyList<AcquiredShard>> AcquireAsync(
            IReadOnlyList<int> shards, NodeIncarnation owner, bool forced, string reason, Guid batchId, CancellationToken cancel) => throw new NotSupportedException();

        public Task ReleaseAsync(ShardTerm term, Guid lastBatch, CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<ShardRow>> ReadAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<ShardMap> ReadMapAsync(CancellationToken cancel) => throw new NotSupportedException();
    }

    private sealed class Told : IRegions
    {
        public List<string> Said { get; } = [];

        public Dictionary<string, IReadOnlyList<ShardState>> Has { get; } = [];

        public void Take(NodeIncarnation node, int shard, bool forced) => Said.Add($"take {node.NodeId} {shard}{(forced ? " by force" : "")}");

        public void Collect(NodeIncarnation node, int shard, long epoch) => Said.Add($"collect {node.NodeId} {shard} {epoch}");

        public void Look(NodeIncarnation node) => Said.Add($"look {node.NodeId}");

        public Task<IReadOnlyList<ShardState>?> DescribeAsync(NodeIncarnation node, TimeSpan patience, CancellationToken cancel) =>
            Task.FromResult(Has.GetValueOrDefault(node.NodeId));
    }
}
