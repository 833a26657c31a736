using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class ScheduleOverlapTests
{
    private static readonly ScheduleId Id = new("s");

    [Fact]
    public void Queued_instants_run_in_order_and_one_at_a_time()
    {
        var node = Node(OverlapPolicy.Queue, TimeSpan.FromSeconds(25));
        node.Advance(65);
        Apply(node, new ScheduleCommand.Pause(Id, null, null));
        Apply(node, new ScheduleCommand.Resume(Id));
        Put(node, OverlapPolicy.Queue, ends: true);
        node.Advance(200);
        Ran(node).ShouldBe([10, 20, 30, 40, 50, 60]);
        ShouldNeverOverlap(node);
        Records(node).ShouldAllBe(record => record.Outcome == "created");
        node.ShouldBeSound();
    }

    [Theory]
    [InlineData(OverlapPolicy.Queue)]
    [InlineData(OverlapPolicy.CancelPrevious)]
    public void Whoever_leads_next_knows_what_waits_and_for_whom(OverlapPolicy overlap)
    {
        var node = Node(overlap, TimeSpan.FromSeconds(25), obeys: false);
        for (var kill = 0; kill < 6; kill++)
        {
            node.Advance(13.3);
            node.Kill();
            node.StartServing();
        }

        Put(node, overlap, ends: true);
        node.Advance(600);
        Cursor(node).Held.ShouldBeEmpty();
        ShouldNeverOverlap(node);
        node.ShouldBeSound();
    }

    [Fact]
    public void The_previous_task_is_cancelled_and_the_next_one_starts_when_it_has_ended()
    {
        var node = Node(OverlapPolicy.CancelPrevious, TimeSpan.FromSeconds(60));
        node.Advance(35);
        node.Stored($"s@{node.Store.State.Occurrences["s"].Values.First().Nominal:yyyy-MM-dd'T'HH:mm:ss'Z'}")!.State.ShouldBe(TaskState.Cancelled);
        Ran(node).Count.ShouldBe(3);
        ShouldNeverOverlap(node);
        node.ShouldBeSound();
    }

    [Fact]
    public void What_does_not_heed_its_cancellation_is_waited_for_and_only_the_newest_instant_with_it()
    {
        var node = Node(OverlapPolicy.CancelPrevious, TimeSpan.FromSeconds(35), obeys: false);
        node.Advance(50);
        Records(node).Select(record => record.Reason ?? "ran").ShouldBe(["ran", "superseded", "superseded", "ran"]);
        ShouldNeverOverlap(node);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_cancellation_that_is_lost_is_said_again()
    {
        var node = Node(OverlapPolicy.CancelPrevious, TimeSpan.FromSeconds(300));
        node.Advance(15);
        node.Kill();
        node.Advance(20);
        node.StartServing();
        node.Advance(30);
        Ran(node).Count.ShouldBeGreaterThan(2);
        ShouldNeverOverlap(node);
        node.ShouldBeSound();
    }

    [Fact]
    public void What_waits_when_its_schedule_is_deleted_has_a_record_that_says_so()
    {
        var node = Node(OverlapPolicy.Queue, TimeSpan.FromSeconds(300));
        node.Advance(35);
        Apply(node, new ScheduleCommand.Delete(Id, null)).ShouldBeOfType<ScheduleReply.Deleted>();
        Records(node).Select(record => record.Reason ?? "ran").ShouldBe(["ran", "deleted", "deleted"]);
    }

    [Fact]
    public void After_its_last_run_a_schedule_is_over_for_whoever_leads()
    {
        var node = Node(OverlapPolicy.Queue, TimeSpan.FromSeconds(12), maxRuns: 3);
        node.Advance(15);
        node.Kill();
        node.StartServing();
        node.Advance(200);
        Ran(node).Count.ShouldBe(3);
        Cursor(node).Runs.ShouldBe(3);
        node.ShouldBeSound();
    }

    private static SimulatedNode Node(OverlapPolicy overlap, TimeSpan lasts, bool obeys = true, long? maxRuns = null)
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(lasts) with { Obeys = obeys };
        Put(node, overlap, maxRuns);
        return node;
    }

    private static void Put(SimulatedNode node, OverlapPolicy overlap, long? maxRuns = null, bool ends = false) => Apply(node, new ScheduleCommand.Put(
        new()
        {
            Id = Id,
            Trigger = Trigger.Cron.Parse("*/10 * * * * *", TimeZoneInfo.Utc, Id),
            Task = new TaskTemplate { Executor = "script", Retry = new(50, TimeSpan.FromSeconds(1), 1, TimeSpan.FromSeconds(1), 0) },
            CreatedAt = node.Now,
            Overlap = overlap,
            MaxRuns = maxRuns,
            EndAt = ends ? node.Now : null,
            Misfire = MisfirePolicy.FireAll,
        },
        null)).ShouldBeOfType<ScheduleReply.Done>();

    private static ScheduleReply Apply(SimulatedNode node, ScheduleCommand command) =>
        node.Await(host => host.Schedules.ApplyAsync(command, CancellationToken.None));

    private static IEnumerable<Akka.Scheduler.Engine.Storage.OccurrenceRow> Records(SimulatedNode node) => node.Store.State.Occurrences["s"].Values;

    private static ScheduleCursor Cursor(SimulatedNode node) => ScheduleJson.ReadCursor(node.Store.State.Schedules["s"].Cursor);

    // The instants that ran, in the order of their first attempts, in seconds since the simulation's minute began.
    private static List<int> Ran(SimulatedNode node)
    {
        var first = node.Store.State.Occurrences["s"].Values.First().Nominal.AddSeconds(-10);
        return [.. node.Executor.Runs.Select(run => run.Attempt.Task).Distinct().Select(task =>
            OccurrenceId.TryParse(task, out _, out var nominal) ? (int)(nominal - first).TotalSeconds : -1)];
    }

    private static void ShouldNeverOverlap(SimulatedNode node)
    {
        var spans = node.Shard().Steps.Values.Select(steps => steps.Select(step => step.Entry).ToList())
            .Select(steps => (From: steps[0].At, To: steps[^1].To.IsTerminal() ? steps[^1].At : DateTimeOffset.MaxValue)).OrderBy(span => span.From).ToList();
        for (var i = 1; i < spans.Count; i++) spans[i].From.ShouldBeGreaterThanOrEqualTo(spans[i - 1].To);
    }
}
