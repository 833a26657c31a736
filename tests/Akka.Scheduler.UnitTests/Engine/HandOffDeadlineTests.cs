using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>What one node owes at an instant, the node that follows it owes at the same instant: after a hand-over, and after a death.</summary>
public sealed class HandOffDeadlineTests
{
    private static readonly ScheduleId Beat = new("beat");

    public static TheoryData<bool> Deaths => [true, false];

    [Theory]
    [MemberData(nameof(Deaths))]
    public void Due_instants_back_offs_and_ends_of_ttl_and_deadline_are_kept_to_the_tick(bool isDeath)
    {
        var (first, second) = Pair();
        second.Executor.Script = first.Executor.Script = attempt =>
            attempt is { Task.Value: "retry", Number: 1 } ? ScriptedAttempt.Fails(TimeSpan.FromMilliseconds(1_234)) : ScriptedAttempt.Succeeds();
        var nobody = new Dictionary<string, string> { ["no"] = "worker" };
        var due = first.New("due", TimeSpan.FromMilliseconds(90_003));
        var ttl = first.New("ttl", change: same => same with { Requires = nobody, Ttl = TimeSpan.FromMilliseconds(90_001) });
        var total = first.New("total", change: same => same with { Requires = nobody, TotalTimeout = TimeSpan.FromMilliseconds(95_001) });
        first.Submit(due, ttl, total, first.New("retry", change: same => same with { Retry = new(1, new Backoff.Listed([TimeSpan.FromMilliseconds(120_007)]), TimeSpan.FromHours(1), 0) }));
        first.Advance(5);
        var retryAt = first.Stored("retry")!.NextStartAt;

        HandOver(first, second, isDeath);
        second.Stored("retry")!.NextStartAt.ShouldBe(retryAt);
        second.Advance(150);

        second.History("due")[1].ShouldSatisfyAllConditions(step => step.Type.ShouldBe(TransitionType.Started), step => step.At.ShouldBe(due.Spec.DueAt));
        second.History("ttl")[^1].ShouldSatisfyAllConditions(step => step.Type.ShouldBe(TransitionType.Expired), step => step.At.ShouldBe(ttl.Spec.ExpiresAt!.Value));
        second.History("total")[^1].ShouldSatisfyAllConditions(step => step.Type.ShouldBe(TransitionType.Failed), step => step.At.ShouldBe(total.Spec.EndsAt!.Value));
        second.History("retry")[^2].ShouldSatisfyAllConditions(step => step.Type.ShouldBe(TransitionType.Started), step => step.At.ShouldBe(retryAt));
        second.ShouldBeSound();
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public void Instants_of_a_schedule_go_on_at_the_same_instants_and_none_is_missing(bool isDeath)
    {
        var (first, second) = Pair();
        var start = first.Now;
        first.Await(host => host.Schedules.ApplyAsync(
            new ScheduleCommand.Put(new()
            {
                Id = Beat,
                Trigger = new Trigger.Every(TimeSpan.FromMilliseconds(1_007)),
                Task = new() { Executor = "script" },
                CreatedAt = start,
                Misfire = MisfirePolicy.FireAll,
                Overlap = OverlapPolicy.Allow,
            }, null),
            CancellationToken.None)).ShouldBeOfType<ScheduleReply.Done>();
        first.Advance(10);
        HandOver(first, second, isDeath);
        second.Advance(30);

        var created = ScheduleJson.ReadSchedule(first.Store.State.Schedules[Beat.Value].Definition).CreatedAt;
        var instants = first.Store.State.Occurrences[Beat.Value].Values.Where(row => row.Task is not null).Select(row => row.Nominal).Order().ToList();
        instants.Count.ShouldBeGreaterThan(60);
        instants.ShouldBe(Enumerable.Range(1, instants.Count).Select(i => created + TimeSpan.FromMilliseconds(1_007 * i)));

        // Long after the change each one is started at once.
        var late = second.Executor.Runs.Where(run => run.At > second.Now - TimeSpan.FromSeconds(20)).Select(run => run.At - instants.Last(instant => instant <= run.At)).ToList();
        late.Count.ShouldBeGreaterThan(15);
        late.ShouldAllBe(by => by < TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public void A_unique_key_is_free_at_the_end_of_its_time_and_not_before(bool isDeath)
    {
        var (first, second) = Pair();
        first.Submit(first.New("one", change: Unique));
        first.Advance(2);
        var free = first.Stored("one")!.FinishedAt!.Value + TimeSpan.FromMinutes(2);
        HandOver(first, second, isDeath);
        second.Simulation.Advance(free - second.Now - TimeSpan.FromMilliseconds(50));
        second.Await(second.Asked(second.New("two", change: Unique)))[0].ShouldBeOfType<SubmitResult.KeyTaken>();
        second.Simulation.Advance(free - second.Now);
        second.Submit(second.New("three", change: Unique));
    }

    private static TaskTemplate Unique(TaskTemplate same) => same with { UniqueKey = "k", UniqueFor = TimeSpan.FromMinutes(2) };

    private static (SimulatedNode First, SimulatedNode Second) Pair()
    {
        var world = new SimulatedWorld(1);
        var (first, second) = (Node(world, "node-1"), Node(world, "node-2"));
        first.StartServing();
        second.StartServing();
        first.Shard().Owner!.Value.NodeId.ShouldBe("node-1");
        return (first, second);
    }

    private static void HandOver(SimulatedNode first, SimulatedNode second, bool isDeath)
    {
        if (isDeath) first.Kill();
        else first.Stop(TimeSpan.FromSeconds(1)).ShouldBeTrue();
        second.Advance(30);
        second.Shard().Owner!.Value.NodeId.ShouldBe("node-2");
    }

    private static SimulatedNode Node(SimulatedWorld world, string id)
    {
        var node = new SimulatedNode(world, id);
        node.Options = node.Options with { Shape = new("simulated", 1) };
        return node;
    }
}
