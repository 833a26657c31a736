using Akka.Scheduler.Cluster.Sharding;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cluster;

public sealed class PlacementTests
{
    private const int Shards = 64;

    [Fact]
    public void Every_shard_without_an_owner_is_placed_and_the_load_is_even()
    {
        var plan = Placement.Plan(new string?[Shards], ["a", "b", "c"], moves: 0);

        Loads(plan).Values.ShouldAllBe(load => load == 21 || load == 22);
    }

    [Fact]
    public void Nothing_moves_while_no_two_nodes_differ_by_two()
    {
        var owners = Enumerable.Range(0, Shards).Select(shard => shard < 33 ? "a" : "b").ToArray();
        owners[0] = "b";

        Placement.Plan(owners, ["a", "b"], moves: 8).ShouldBe(owners);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void No_more_shards_leave_a_living_owner_than_moves_allow(int moves)
    {
        var owners = Enumerable.Repeat<string?>("a", Shards).ToArray();

        var plan = Placement.Plan(owners, ["a", "b", "c"], moves);

        plan.Count(node => node != "a").ShouldBe(moves);
    }

    [Fact]
    public void Rounds_of_moves_come_to_an_even_load_and_then_to_rest()
    {
        IReadOnlyList<string> plan = Enumerable.Repeat("a", Shards).ToArray();
        for (var round = 0; round < 12; round++) plan = Placement.Plan([.. plan], ["a", "b", "c"], Placement.MovesPerRound(Shards));

        Loads(plan).Values.ShouldAllBe(load => load == 21 || load == 22);
        Placement.Plan([.. plan], ["a", "b", "c"], Placement.MovesPerRound(Shards)).ShouldBe(plan);
    }

    [Fact]
    public void A_node_that_goes_costs_moves_of_its_own_shards_only()
    {
        var before = Placement.Plan(new string?[Shards], ["a", "b", "c"], moves: 0);

        var after = Placement.Plan([.. before.Select(node => node == "c" ? null : node)], ["a", "b"], moves: 0);

        for (var shard = 0; shard < Shards; shard++)
        {
            if (before[shard] != "c") after[shard].ShouldBe(before[shard]);
        }

        Loads(after).Values.ShouldAllBe(load => load == 32);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(64, 6)]
    [InlineData(1024, 8)]
    public void A_round_moves_a_tenth_and_at_most_eight(int shards, int moves) => Placement.MovesPerRound(shards).ShouldBe(moves);

    [Fact]
    public void All_who_know_the_same_nodes_draw_the_same_winner()
    {
        for (var shard = 0; shard < Shards; shard++)
            Rendezvous.Winner(shard, ["a", "b", "c"]).ShouldBe(Rendezvous.Winner(shard, ["c", "a", "b"]));
    }

    [Fact]
    public void A_draw_changes_only_where_the_newcomer_wins()
    {
        for (var shard = 0; shard < 1_000; shard++)
        {
            var (before, after) = (Rendezvous.Winner(shard, ["a", "b", "c"]), Rendezvous.Winner(shard, ["a", "b", "c", "d"]));
            if (after != "d") after.ShouldBe(before);
        }
    }

    [Fact]
    public void Draws_are_spread_evenly()
    {
        var wins = Enumerable.Range(0, 9_000).GroupBy(shard => Rendezvous.Winner(shard, ["node-1", "node-2", "node-3"])).Select(group => group.Count());

        wins.ShouldAllBe(count => count > 2_700 && count < 3_300);
    }

    private static Dictionary<string, int> Loads(IReadOnlyList<string> plan) => plan.GroupBy(node => node).ToDictionary(group => group.Key, group => group.Count());
}
