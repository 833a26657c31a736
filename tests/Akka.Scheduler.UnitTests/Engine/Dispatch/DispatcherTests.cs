using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Workers;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Dispatch;

public sealed class DispatcherTests
{
    [Fact]
    public void The_least_busy_worker_for_its_capacity_is_chosen()
    {
        var world = new DispatcherCase();
        world.Offer("a", 50, running: 50, capacity: 100);
        world.Offer("b", 50, running: 150, capacity: 200);
        world.Offer("c", 50, running: 10, capacity: 60);
        world.Demand(1, (world.ClassOf(), 1));
        world.GivenBy().ShouldBe(new() { ["c"] = 1 });
    }

    [Fact]
    public void A_heavier_worker_counts_as_less_busy()
    {
        var world = new DispatcherCase();
        world.Offer("a", 50, running: 20, weight: 4);
        world.Offer("b", 50, running: 10);
        world.Demand(1, (world.ClassOf(), 1));
        world.GivenBy().ShouldBe(new() { ["a"] = 1 });
    }

    [Fact]
    public void The_local_worker_is_preferred_while_loads_are_alike()
    {
        var world = new DispatcherCase();
        world.Offer("away", 50, running: 2);
        world.Offer("home", 50, running: 5);
        world.Demand(1, (world.ClassOf(), 1));
        world.Offer("home", 50, running: 30);
        world.Demand(2, (world.ClassOf(), 1));
        world.GivenBy().ShouldBe(new() { ["home"] = 1, ["away"] = 1 });
    }

    [Fact]
    public void A_few_tasks_of_one_shard_are_spread_over_the_workers()
    {
        var world = new DispatcherCase();
        foreach (var worker in new[] { "a", "b", "c", "d" }) world.Offer(worker, 100);
        world.Demand(1, (world.ClassOf(), 12));
        world.GivenBy().ShouldBe(new() { ["a"] = 3, ["b"] = 3, ["c"] = 3, ["d"] = 3 });
    }

    [Fact]
    public void Round_robin_goes_from_one_to_the_next()
    {
        var world = new DispatcherCase(DispatchStrategy.RoundRobin);
        foreach (var worker in new[] { "a", "b", "c" }) world.Offer(worker, 100, running: worker == "a" ? 90 : 0);
        for (var shard = 0; shard < 9; shard++) world.Demand(shard, (world.ClassOf(), 1));
        world.GivenBy().ShouldBe(new() { ["a"] = 3, ["b"] = 3, ["c"] = 3 });
    }

    [Fact]
    public void Weighted_workers_get_their_parts()
    {
        var world = new DispatcherCase(DispatchStrategy.Weighted);
        world.Offer("a", 100, weight: 3);
        world.Offer("b", 100, weight: 1);
        for (var shard = 0; shard < 40; shard++) world.Demand(shard, (world.ClassOf(), 1));
        world.GivenBy().ShouldBe(new() { ["a"] = 30, ["b"] = 10 });
    }

    [Fact]
    public void Random_reaches_every_worker()
    {
        var world = new DispatcherCase(DispatchStrategy.Random);
        foreach (var worker in new[] { "a", "b", "c" }) world.Offer(worker, 100);
        for (var shard = 0; shard < 60; shard++) world.Demand(shard, (world.ClassOf(), 1));
        world.GivenBy().Values.ShouldAllBe(count => count > 5);
    }

    [Fact]
    public void Tasks_of_one_key_go_to_one_worker_and_stay_there_when_another_one_leaves()
    {
        var world = new DispatcherCase(DispatchStrategy.ConsistentHash);
        string[] workers = ["a", "b", "c", "d"];
        foreach (var worker in workers) world.Offer(worker, 100);
        var before = ChoicesOf(world, shard: 0);
        before.Values.Distinct().Count().ShouldBe(4);
        world.Gone("a", "b", "c");
        var after = ChoicesOf(world, shard: 100);
        after.Where(choice => before[choice.Key] != "d" && choice.Value != before[choice.Key]).ShouldBeEmpty();
        after.Values.ShouldNotContain("d");
    }

    [Fact]
    public void A_preferred_worker_without_a_slot_holds_nothing_up()
    {
        var world = new DispatcherCase(DispatchStrategy.ConsistentHash);
        foreach (var worker in new[] { "a", "b" }) world.Offer(worker, 3);
        world.Demand(1, (world.ClassOf("one"), 6));
        world.GivenBy().ShouldBe(new() { ["a"] = 3, ["b"] = 3 });
    }

    [Fact]
    public void A_task_that_no_worker_can_take_holds_no_other_back()
    {
        var world = new DispatcherCase();
        world.Offer("a", 10, zone: "x");
        world.Demand(1, (world.ClassOf(executor: "mail"), 5), (world.ClassOf(zone: "y"), 5), (world.ClassOf(), 2));
        world.Given(1).Select(credits => (credits.Class, credits.Grant.Count)).ShouldBe([(world.ClassOf(), 2)]);
    }

    [Fact]
    public void Required_labels_and_executors_decide_who_may_run_a_task()
    {
        var world = new DispatcherCase();
        world.Offer("a", 10, zone: "x");
        world.Offer("b", 10, zone: "y", running: 90);
        world.Offer("c", 10, executors: ["noop", "mail"], running: 95);
        world.Demand(1, (world.ClassOf(zone: "y"), 1));
        world.Demand(2, (world.ClassOf(executor: "mail"), 1));
        world.GivenBy().ShouldBe(new() { ["b"] = 1, ["c"] = 1 });
    }

    [Fact]
    public void A_worker_that_comes_gets_the_tasks_that_waited_for_it()
    {
        var world = new DispatcherCase();
        world.Offer("a", 10);
        world.Demand(1, (world.ClassOf(executor: "mail"), 2));
        world.GivenBy().ShouldBeEmpty();
        world.Offer("b", 10, executors: ["mail"]);
        world.GivenBy().ShouldBe(new() { ["b"] = 2 });
    }

    [Fact]
    public void A_worker_that_fell_silent_is_sent_nothing()
    {
        var world = new DispatcherCase();
        world.Offer("a", 10);
        world.Advance(4);
        world.Demand(1, (world.ClassOf(), 1));
        world.GivenBy().ShouldBeEmpty();
        world.Offer("a", 10);
        world.GivenBy().ShouldBe(new() { ["a"] = 1 });
    }

    [Fact]
    public void A_worker_hears_how_much_more_could_be_started_on_it()
    {
        var world = new DispatcherCase();
        world.Offer("a", 4);
        world.Demand(1, (world.ClassOf(), 10), (world.ClassOf(executor: "mail"), 7));
        world.Workers["a"].Told.OfType<WorkerMessage.Standing>().Last().Unmet.ShouldBe(6);
    }

    private static Dictionary<string, string> ChoicesOf(DispatcherCase world, int shard)
    {
        var choices = new Dictionary<string, string>();
        for (var key = 0; key < 40; key++)
        {
            world.Demand(shard + key, (world.ClassOf($"key-{key}"), 1));
            choices.Add($"key-{key}", world.Given(shard + key).Single().Grant.Worker.NodeId);
        }

        return choices;
    }

    [Theory]
    [InlineData("default")]
    [InlineData("other")]
    public void A_shard_with_nothing_as_urgent_gets_its_share_under_endless_urgent_demand(string queue)
    {
        var world = new DispatcherCase();
        world.Demand(1, new ReadyGroup(world.ClassOf(), new(0, 0, 0, 10_000)));
        world.Demand(2, new ReadyGroup(world.ClassOf(queue: queue), new(10_000, 0, 0, 0)));
        for (var round = 0; round < 320; round++) world.Offer("a", 1);

        world.Given(2).Sum(credits => credits.Grant.Count).ShouldBeInRange(18, 22);
        world.Given(1).Sum(credits => credits.Grant.Count).ShouldBeInRange(298, 302);
    }

    [Fact]
    public void Those_that_were_passed_over_the_longest_come_first()
    {
        var world = new DispatcherCase();
        world.Demand(1, new ReadyGroup(world.ClassOf(), new(0, 0, 0, 10_000)));
        foreach (var shard in new[] { 2, 3, 4 }) world.Demand(shard, new ReadyGroup(world.ClassOf(), new(shard, 10 - shard, 0, 0)));
        for (var round = 0; round < 16 * 6; round++) world.Offer("a", 1);

        foreach (var shard in new[] { 2, 3, 4 }) world.Given(shard).Sum(credits => credits.Grant.Count).ShouldBe(2);
    }
}
