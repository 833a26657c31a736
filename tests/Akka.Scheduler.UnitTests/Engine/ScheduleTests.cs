using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class ScheduleTests
{
    private static readonly ScheduleId Id = new("s");

    [Fact]
    public void A_cron_schedule_fires_at_each_of_its_instants_once_and_exactly_then()
    {
        var node = EngineCase.Node().Serving();
        var start = node.Now;
        Put(node, "*/10 * * * * *");
        node.Advance(125);
        node.Executor.Runs.Select(run => (run.At - start).TotalSeconds).ShouldBe(Enumerable.Range(1, 12).Select(i => i * 10.0));
        node.ShouldBeSound();
    }

    [Fact]
    public void An_instant_is_skipped_while_the_previous_task_is_not_finished()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(25));
        Put(node, "*/10 * * * * *");
        node.Advance(62);
        Records(node).Select(record => record.Reason ?? "ran").ShouldBe(["ran", "overlap", "overlap", "ran", "overlap", "overlap"]);
    }

    [Fact]
    public void Commands_know_the_version_that_they_change()
    {
        var node = EngineCase.Node().Serving();
        Apply(node, new ScheduleCommand.Pause(Id, null, null)).ShouldBeOfType<ScheduleReply.NotFound>();
        Put(node, "*/10 * * * * *").ShouldBeOfType<ScheduleReply.Done>().Created.ShouldBeTrue();
        Put(node, "*/10 * * * * *").ShouldBeOfType<ScheduleReply.Done>().Schedule.Version.ShouldBe(1);
        Put(node, "*/30 * * * * *", ifVersion: 7).ShouldBe(new ScheduleReply.OtherVersion(1));
        Put(node, "*/30 * * * * *", ifVersion: 1).ShouldBeOfType<ScheduleReply.Done>().Schedule.Version.ShouldBe(2);
        node.Advance(59);
        Apply(node, new ScheduleCommand.Delete(Id, null)).ShouldBeOfType<ScheduleReply.Deleted>();
        node.Advance(100);
        node.Executor.Runs.Count.ShouldBe(1);
    }

    [Fact]
    public void A_paused_schedule_skips_its_instants_and_can_still_be_triggered()
    {
        var node = EngineCase.Node().Serving();
        Put(node, "*/10 * * * * *");
        Apply(node, new ScheduleCommand.Pause(Id, "holiday", "me"));
        node.Advance(35);
        var task = Apply(node, new ScheduleCommand.Trigger(Id)).ShouldBeOfType<ScheduleReply.Triggered>().Task;
        node.Advance(1);
        node.Executor.Runs.Select(run => run.Attempt.Task).ShouldBe([task]);
        Apply(node, new ScheduleCommand.Resume(Id));
        node.Advance(10);
        Records(node).Select(record => (record.Reason, record.Count)).ShouldBe([("paused", 3L), (null, 1L), (null, 1L)]);
        Records(node).Select(record => record.Kind).ShouldBe([OccurrenceKind.Due, OccurrenceKind.Trigger, OccurrenceKind.Due]);
        node.ShouldBeSound();
    }

    [Fact]
    public void Instants_that_a_node_missed_while_it_was_down_are_made_up_for_by_one_run()
    {
        var node = EngineCase.Node().Serving();
        Put(node, "*/10 * * * * *");
        node.Kill();
        node.Advance(61);
        node.StartServing();
        node.Advance(3);
        Records(node).Select(record => record.Reason ?? "ran").ShouldBe(["coalesced", "coalesced", "coalesced", "coalesced", "coalesced", "ran"]);
        node.Executor.Runs.Count.ShouldBe(1);
    }

    [Fact]
    public void A_task_that_was_fired_and_not_yet_taken_up_survives_a_kill()
    {
        var node = EngineCase.Node().Serving();
        Put(node, "0 * * * * *");
        node.Simulation.RunUntil(() => !node.Shard().Inbox.IsEmpty, TimeSpan.FromMinutes(2)).ShouldBeTrue();
        node.Kill();
        node.StartServing();
        node.Advance(10);
        node.Executor.Runs.Count.ShouldBe(1);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_change_that_the_store_can_never_take_leaves_the_old_definition_firing()
    {
        var node = EngineCase.Node();
        node.Between = ports => PoisonedStore.Between(ports, schedules: batch => batch.Upserts.Any(row => row.Version == 2));
        node.Serving();
        Put(node, "*/10 * * * * *");
        Put(node, "0 0 3 1 1 *").ShouldBeOfType<ScheduleReply.Refused>();
        node.Advance(35);
        node.Executor.Runs.Count.ShouldBe(3);
    }

    [Fact]
    public void Many_schedules_due_at_one_instant_all_fire_then()
    {
        var node = EngineCase.Node(capacity: 500).Serving();
        for (var i = 0; i < 300; i++) Apply(node, new ScheduleCommand.Put(Schedule(node, "0 * * * * *") with { Id = new($"s{i}") }, null));
        node.Advance(121);
        node.Executor.Runs.GroupBy(run => run.At).Select(group => group.Count()).ShouldBe([300, 300]);
    }

    private static Schedule Schedule(SimulatedNode node, string cron) => new()
    {
        Id = Id,
        Trigger = Trigger.Cron.Parse(cron, TimeZoneInfo.Utc, Id),
        Task = new TaskTemplate { Executor = "script" },
        CreatedAt = node.Now,
    };

    private static ScheduleReply Put(SimulatedNode node, string cron, long? ifVersion = null) =>
        Apply(node, new ScheduleCommand.Put(Schedule(node, cron), ifVersion));

    private static ScheduleReply Apply(SimulatedNode node, ScheduleCommand command) =>
        node.Await(host => host.Schedules.ApplyAsync(command, CancellationToken.None));

    private static IEnumerable<OccurrenceRow> Records(SimulatedNode node) => node.Store.State.Occurrences["s"].Values;
}
