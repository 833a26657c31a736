using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class ScheduleBackfillTests
{
    private static readonly ScheduleId Id = new("s");

    [Fact]
    public void Each_instant_of_the_past_gets_one_task_however_often_one_asks()
    {
        var node = Node(OverlapPolicy.Allow);
        var (from, to) = (node.Now.AddMinutes(-30), node.Now);
        var first = Fill(node, from, to).ShouldBeOfType<ScheduleReply.Backfilled>();
        (first.Made.Count, first.Existing, first.Next).ShouldBe((30, 0, null));
        var again = Fill(node, from, to).ShouldBeOfType<ScheduleReply.Backfilled>();
        (again.Made.Count, again.Existing).ShouldBe((0, 30));
        node.Advance(5);
        node.Executor.Runs.Select(run => run.Attempt.Task).ShouldBe(first.Made, ignoreOrder: true);
        node.ShouldBeSound();
    }

    [Fact]
    public void Instants_that_were_skipped_are_made_up_for_beside_their_records()
    {
        var node = Node(OverlapPolicy.Allow);
        Apply(node, new ScheduleCommand.Pause(Id, "audit", "me"));
        var from = node.Now.AddSeconds(1);
        node.Advance(200);
        Apply(node, new ScheduleCommand.Resume(Id));
        Fill(node, from, node.Now).ShouldBeOfType<ScheduleReply.Backfilled>().Made.Count.ShouldBe(3);
        Records(node).Select(record => (record.Kind, record.Reason)).ShouldBe(
            [(OccurrenceKind.Due, "paused"), (OccurrenceKind.Backfill, null), (OccurrenceKind.Backfill, null), (OccurrenceKind.Backfill, null)]);
        node.ShouldBeSound();
    }

    [Fact]
    public void An_instant_that_falls_due_in_the_very_step_of_a_backfill_has_one_task()
    {
        var node = Node(OverlapPolicy.Allow);
        var instant = node.Now.AddSeconds(60);
        node.Advance(59.5);
        // It is asked before the instant, and decided behind it.
        node.Store.Rates = node.Store.Rates with { LatencyFrom = TimeSpan.FromSeconds(1), LatencyTo = TimeSpan.FromSeconds(1) };
        Fill(node, instant.AddMinutes(-3), instant.AddMilliseconds(1)).ShouldBeOfType<ScheduleReply.Backfilled>().Existing.ShouldBe(1);
        node.Advance(5);
        Records(node).Where(record => record.Task is not null).Select(record => record.Nominal).ShouldBeUnique();
        node.ShouldBeSound();
    }

    [Fact]
    public void A_leader_that_dies_in_the_middle_leaves_no_gap_and_nothing_twice()
    {
        var node = Node(OverlapPolicy.Allow, "* * * * * *");
        var (from, to) = (node.Now.AddSeconds(-5_000), node.Now);
        DateTimeOffset? next = from;
        for (var portion = 0; next is { } at && portion < 20; portion++)
        {
            var asked = node.Ask(host => host.Schedules.ApplyAsync(new ScheduleCommand.Backfill(Id, at, to), CancellationToken.None));
            if (portion % 2 == 0)
            {
                // It may be durable, or not: nobody was told.
                node.Simulation.Advance(TimeSpan.FromMilliseconds(portion));
                node.Kill();
                node.StartServing();
                continue;
            }

            next = node.Await(asked).ShouldBeOfType<ScheduleReply.Backfilled>().Next is { } more && more < to ? more : null;
        }

        Apply(node, new ScheduleCommand.Pause(Id, null, null));
        node.Advance(600);
        var filled = Records(node).Where(record => record.Kind == OccurrenceKind.Backfill).ToList();
        filled.Select(record => record.Nominal).ShouldBe(Enumerable.Range(0, 5_000).Select(i => from.AddSeconds(i)));
        node.Executor.Runs.Select(run => run.Attempt.Task).Distinct().Count(task => filled.Any(record => record.Task == task)).ShouldBe(5_000);
        node.ShouldBeSound();
    }

    [Theory]
    [InlineData(OverlapPolicy.Skip)]
    [InlineData(OverlapPolicy.Queue)]
    [InlineData(OverlapPolicy.CancelPrevious)]
    public void Where_runs_must_not_overlap_the_past_has_its_turn_one_by_one_over_a_change_of_the_leader(OverlapPolicy overlap)
    {
        var node = Node(overlap, "0 0 * * * *");
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(3));
        var (from, to) = (node.Now.AddHours(-12), node.Now);
        var reply = Fill(node, from, to).ShouldBeOfType<ScheduleReply.Backfilled>();
        (reply.Made.Count, reply.Held).ShouldBe((1, 11));
        node.Advance(10);
        node.Kill();
        node.StartServing();
        node.Advance(120);
        node.Executor.MostAtOnce.ShouldBe(1);
        var order = node.Executor.Runs.Select(run => run.Attempt.Task.Value).Distinct().ToList();
        order.ShouldBe(order.Order(StringComparer.Ordinal));
        order.Count.ShouldBe(12);
        Fill(node, from, to).ShouldBeOfType<ScheduleReply.Backfilled>().Existing.ShouldBe(12);
        node.ShouldBeSound();
    }

    [Fact]
    public void What_cannot_be_is_refused_and_nothing_changes()
    {
        var node = Node(OverlapPolicy.Allow);
        Fill(node, node.Now, node.Now.AddHours(1)).ShouldBeOfType<ScheduleReply.Invalid>().Field.ShouldBe("to");
        Fill(node, node.Now.AddDays(-30), node.Now).ShouldBeOfType<ScheduleReply.Invalid>().Why.ShouldContain("more than 10000");
        Apply(node, new ScheduleCommand.Backfill(new("other"), node.Now.AddDays(-1), node.Now)).ShouldBeOfType<ScheduleReply.NotFound>();
        node.Store.State.Occurrences.ShouldNotContainKey("s");
    }

    private static SimulatedNode Node(OverlapPolicy overlap, string cron = "0 * * * * *")
    {
        var node = EngineCase.Node(capacity: 200).Serving();
        Apply(node, new ScheduleCommand.Put(
            new()
            {
                Id = Id,
                Trigger = Trigger.Cron.Parse(cron, TimeZoneInfo.Utc, Id),
                Task = new TaskTemplate { Executor = "script", Retry = new(50, TimeSpan.FromSeconds(1), 1, TimeSpan.FromSeconds(1), 0) },
                CreatedAt = node.Now,
                Overlap = overlap,
            },
            null)).ShouldBeOfType<ScheduleReply.Done>();
        return node;
    }

    private static ScheduleReply Fill(SimulatedNode node, DateTimeOffset from, DateTimeOffset to) => Apply(node, new ScheduleCommand.Backfill(Id, from, to));

    private static ScheduleReply Apply(SimulatedNode node, ScheduleCommand command) =>
        node.Await(host => host.Schedules.ApplyAsync(command, CancellationToken.None));

    private static IEnumerable<OccurrenceRow> Records(SimulatedNode node) => node.Store.State.Occurrences["s"].Values;
}
