using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Shards;

public sealed class ReadyLanesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private int _made;

    [Fact]
    public void Keys_take_turns_and_within_a_key_the_longest_ready_goes_first()
    {
        var lanes = Filled(lowerTurn: 16, (100, "a"), (3, "b"), (2, null));

        Names(lanes, 10).ShouldBe(["a0", "b100", "-103", "a1", "b101", "-104", "a2", "b102", "a3", "a4"]);
    }

    [Fact]
    public void Without_keys_the_longest_ready_goes_first()
    {
        var lanes = Filled(lowerTurn: 16, (5, null));

        Names(lanes, 5).ShouldBe(["-0", "-1", "-2", "-3", "-4"]);
        lanes.Next().ShouldBeNull();
    }

    [Fact]
    public void A_key_that_comes_back_waits_for_its_turn()
    {
        var lanes = Filled(lowerTurn: 16, (4, "a"), (1, "b"));
        Names(lanes, 2).ShouldBe(["a0", "b4"]);
        lanes.Enter(Make("b"));

        Names(lanes, 3).ShouldBe(["a1", "b5", "a2"]);
    }

    [Fact]
    public void What_has_left_is_passed_over_and_counts_no_more()
    {
        var lanes = new ReadyLanes(16);
        var entities = Enumerable.Range(0, 6).Select(i => Make(i % 2 == 0 ? "a" : "b")).ToList();
        entities.ForEach(lanes.Enter);
        foreach (var gone in new[] { 0, 1, 3, 5 }) ReadyLanes.Leave(entities[gone]);

        lanes.Counts.Total.ShouldBe(2);
        Names(lanes, 2).ShouldBe(["a2", "a4"]);
        lanes.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Keys_that_come_and_go_without_a_turn_leave_nothing_behind()
    {
        var queue = new FairQueue();
        var stays = Make("stays");
        queue.Enter(stays);
        for (var i = 0; i < 10_000; i++)
        {
            var passing = Make($"key-{i}");
            queue.Enter(passing);
            queue.Leave(passing);
        }

        queue.Keys.ShouldBeLessThan(200);
        queue.Take().ShouldBeSameAs(stays);
        queue.Count.ShouldBe(0);
    }

    [Fact]
    public void Of_sixteen_starts_one_goes_to_a_lower_priority()
    {
        var lanes = new ReadyLanes(16);
        for (var i = 0; i < 100; i++) lanes.Enter(Make("u", TaskPriority.Urgent));
        for (var i = 0; i < 3; i++) lanes.Enter(Make("l", TaskPriority.Low));

        var started = Enumerable.Range(1, 64).Where(_ => lanes.Next()!.Task.Spec.Template.Priority == TaskPriority.Low).ToList();

        started.ShouldBe([16, 32, 48]);
    }

    [Fact]
    public void Of_the_lower_ones_the_longest_ready_has_the_turn()
    {
        var lanes = new ReadyLanes(2);
        for (var i = 0; i < 10; i++) lanes.Enter(Make("u", TaskPriority.Urgent));
        lanes.Enter(Make("l", TaskPriority.Low));
        lanes.Enter(Make("h", TaskPriority.High));
        lanes.Enter(Make("n", TaskPriority.Normal));

        Names(lanes, 6).Where(name => name[0] != 'u').ShouldBe(["l10", "h11", "n12"]);
    }

    [Fact]
    public void With_a_share_of_0_lower_ones_wait()
    {
        var lanes = new ReadyLanes(0);
        lanes.Enter(Make("l", TaskPriority.Low));
        for (var i = 0; i < 100; i++) lanes.Enter(Make("u", TaskPriority.Urgent));

        Names(lanes, 100).ShouldAllBe(name => name[0] == 'u');
        Names(lanes, 1).ShouldBe(["l0"]);
    }

    private ReadyLanes Filled(int lowerTurn, params (int Count, string? Key)[] groups)
    {
        var lanes = new ReadyLanes(lowerTurn);
        foreach (var (count, key) in groups)
        {
            for (var i = 0; i < count; i++) lanes.Enter(Make(key));
        }

        return lanes;
    }

    private TaskEntity Make(string? key, TaskPriority priority = TaskPriority.Normal)
    {
        var number = _made++;
        var template = new TaskTemplate { Executor = "noop", FairnessKey = key, Priority = priority };
        return new(TaskRules.Create(new(new($"{key ?? "-"}{number}"), template, Now.AddMilliseconds(number), Now)).After);
    }

    private static List<string> Names(ReadyLanes lanes, int count) => [.. Enumerable.Range(0, count).Select(_ => lanes.Next()!.Id.Value)];
}
