using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Shards;

public sealed class WaitingLaneTests
{
    private const int Window = 10;
    private static readonly TimeSpan Horizon = TimeSpan.FromMinutes(10);
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private static readonly LaneKey Key = LaneKey.Of(Task("any", 0));

    [Fact]
    public void A_lane_of_which_the_store_has_nothing_keeps_all_within_the_horizon_and_reads_nothing()
    {
        var lane = new WaitingLane(Key, Horizon, stored: false);

        lane.Keeps(Task("a", 599), Now).ShouldBeTrue();
        lane.Keeps(Task("b", 601), Now).ShouldBeFalse();
        lane.Keeps(Task("b", 601), Now.AddSeconds(2)).ShouldBeTrue();
        lane.Wants(Now.AddDays(1), Window).ShouldBeFalse();
        lane.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void What_was_left_to_the_store_is_read_when_the_horizon_comes_to_it()
    {
        var lane = new WaitingLane(Key, Horizon, stored: false);
        lane.Keeps(Task("far", 3_600), Now).ShouldBeFalse();
        lane.Leave(Task("far", 3_600));

        lane.Wants(Now.AddMinutes(49), Window).ShouldBeFalse();
        lane.Wants(Now.AddMinutes(50), Window).ShouldBeTrue();
        var page = lane.Begin(Now.AddMinutes(50), Window, 1_000);
        (page.Until, page.Limit, page.IsProbe).ShouldBe((Now.AddMinutes(60), Window, false));
    }

    [Fact]
    public void A_page_that_is_not_full_is_followed_by_a_probe_that_tells_whether_the_lane_is_exhausted()
    {
        var lane = new WaitingLane(Key, Horizon, stored: true);
        lane.Begin(Now, Window, 1_000);
        lane.Take([Task("a", 1)]);
        lane.Wants(Now, Window).ShouldBeTrue();
        var probe = lane.Begin(Now, Window, 1_000);
        (probe.IsProbe, probe.Limit, probe.Until).ShouldBe((true, 1, DateTimeOffset.MaxValue));
        lane.Take([]);

        (lane.Stored, lane.IsEmpty).ShouldBe((false, true));
    }

    [Fact]
    public void What_leaves_during_a_probe_is_not_forgotten()
    {
        var lane = new WaitingLane(Key, Horizon, stored: true);
        lane.Begin(Now, Window, 1_000);
        lane.Take([]);
        lane.Begin(Now, Window, 1_000);
        lane.Keeps(Task("far", 3_600), Now).ShouldBeFalse();
        lane.Leave(Task("far", 3_600));
        lane.Take([]);

        lane.Stored.ShouldBeTrue();
        lane.Wants(Now.AddMinutes(49), Window).ShouldBeFalse();
        lane.Wants(Now.AddMinutes(50), Window).ShouldBeTrue();
    }

    [Fact]
    public void A_lane_with_far_off_tasks_is_not_read_before_their_time()
    {
        var lane = new WaitingLane(Key, Horizon, stored: true);
        lane.Begin(Now, Window, 1_000);
        lane.Take([]);
        lane.Begin(Now, Window, 1_000).IsProbe.ShouldBeTrue();
        lane.Take([Task("far", 86_400)]);

        lane.Stored.ShouldBeTrue();
        foreach (var hours in new[] { 1, 12, 23 }) lane.Wants(Now.AddHours(hours), Window).ShouldBeFalse();
        lane.Wants(Now.AddHours(24), Window).ShouldBeTrue();
    }

    [Fact]
    public void A_lane_that_holds_more_than_two_windows_keeps_the_first_of_them_in_order()
    {
        var lane = new WaitingLane(Key, Horizon, stored: false);
        for (var i = 0; i <= 2 * Window; i++)
        {
            var task = Task($"t{i:D2}", 100 - (i / 2));
            lane.Keeps(task, Now).ShouldBeTrue();
            lane.Members.Add(new(task));
        }

        lane.IsOver(Window).ShouldBeTrue();
        var tail = lane.CutTail(Window);
        foreach (var entity in tail)
        {
            lane.Leave(entity.Task);
            lane.Members.Remove(entity);
        }

        lane.Members.Select(entity => entity.Id.Value).Order(StringComparer.Ordinal).ShouldBe(["t10", .. Enumerable.Range(12, 9).Select(i => $"t{i:D2}")]);
        tail.ShouldAllBe(entity => !lane.Keeps(entity.Task, Now));
        lane.Members.ShouldAllBe(entity => lane.Keeps(entity.Task, Now));
        lane.IsOver(Window).ShouldBeFalse();
        lane.Stored.ShouldBeTrue();
    }

    [Fact]
    public void What_has_a_step_on_its_way_or_rests_is_not_cut_and_is_not_looked_at_again_at_once()
    {
        var lane = new WaitingLane(Key, Horizon, stored: false);
        for (var i = 0; i < 3 * Window; i++) lane.Members.Add(new(Task($"t{i:D2}", i)) { Busy = i % 2 == 0, Resting = i % 2 == 1 });

        lane.IsOver(Window).ShouldBeTrue();
        lane.CutTail(Window).ShouldBeEmpty();
        lane.IsOver(Window).ShouldBeFalse();
    }

    [Fact]
    public void A_lane_is_not_cut_while_a_page_is_on_its_way()
    {
        var lane = new WaitingLane(Key, Horizon, stored: true);
        lane.Begin(Now, Window, 1_000);
        for (var i = 0; i < 3 * Window; i++) lane.Members.Add(new(Task($"t{i:D2}", i)));

        lane.IsOver(Window).ShouldBeFalse();
        lane.Take([Task("t00", 0)]);
        lane.IsOver(Window).ShouldBeTrue();
    }

    [Fact]
    public void Empty_lanes_are_forgotten_and_those_with_something_in_the_store_are_not()
    {
        var lanes = new WaitingLanes(new ShardSettings());
        var (kept, passing) = (lanes.Of(Task("far", 3_600)), lanes.Of(Task("near", 1, "other")));
        kept.Leave(Task("far", 3_600));
        var entity = new TaskEntity(Task("near", 1, "other"));
        lanes.Move(entity, passing);
        lanes.Move(entity, null);
        foreach (var lane in new[] { kept, passing }) lanes.Note(lane);
        while (lanes.NextNoted() is not null) continue;
        lanes.Refresh();

        lanes.Count.ShouldBe(1);
        lanes.Of(Task("far", 3_600)).ShouldBeSameAs(kept);
    }

    private static TaskSnapshot Task(string id, int startsIn, string queue = "default") =>
        TaskRules.Create(new(new(id), new() { Executor = "noop", Queue = queue }, Now.AddSeconds(startsIn), Now)).After;
}
