using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>What is owed to a task at a known time is owed at the same time whoever owns it: stored deadlines do not move when a shard changes hands.</summary>
public sealed class DeadlineSurvivalTests
{
    public static TheoryData<string> Changes => ["steal", "kill", "stop"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_retry_starts_at_the_end_of_its_back_off_to_the_tick(string change)
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = attempt => attempt.Number == 1 ? ScriptedAttempt.Fails(TimeSpan.FromMilliseconds(1_234)) : ScriptedAttempt.Succeeds();
        node.Submit(node.New("t", change: same => same with { Retry = new(1, new Backoff.Listed([TimeSpan.FromMilliseconds(120_007)]), TimeSpan.FromHours(1), 0) }));
        node.Advance(5);
        var owed = node.Stored("t")!.NextStartAt;
        Change(node, change);
        node.Stored("t")!.NextStartAt.ShouldBe(owed);
        node.Advance(200);
        (node.Starts("t")[1] - owed).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMicroseconds(1));
        node.History("t")[^2].At.ShouldBe(owed);
        node.Stored("t")!.State.ShouldBe(TaskState.Succeeded);
        node.ShouldBeSound();
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_task_becomes_due_at_its_instant_to_the_tick(string change)
    {
        var node = EngineCase.Node().Serving();
        var task = node.New("t", TimeSpan.FromMilliseconds(90_003));
        node.Submit(task);
        Change(node, change);
        node.Advance(120);
        node.Starts("t").ShouldBe([task.Spec.DueAt]);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_ttl_and_a_deadline_end_at_their_instants_to_the_tick(string change)
    {
        var node = EngineCase.Node().Serving();
        var nobody = new Dictionary<string, string> { ["no"] = "worker" };
        var ttl = node.New("ttl", change: same => same with { Requires = nobody, Ttl = TimeSpan.FromMilliseconds(90_001) });
        var total = node.New("total", change: same => same with { Requires = nobody, TotalTimeout = TimeSpan.FromMilliseconds(95_001) });
        node.Submit(ttl, total);
        Change(node, change);
        node.Advance(120);
        node.History("ttl")[^1].ShouldSatisfyAllConditions(last => last.Type.ShouldBe(TransitionType.Expired), last => last.At.ShouldBe(ttl.Spec.ExpiresAt!.Value));
        node.History("total")[^1].ShouldSatisfyAllConditions(last => last.Type.ShouldBe(TransitionType.Failed), last => last.At.ShouldBe(total.Spec.EndsAt!.Value));
        node.Stored("total")!.Reason.ShouldBe(TaskReason.Deadline);
    }

    [Fact]
    public void A_running_attempt_that_ignores_everything_is_given_up_at_the_same_instant_under_its_next_owner()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromHours(1)) with { Obeys = false };
        node.Submit(node.New("slow", change: same => same with { Timeout = TimeSpan.FromMilliseconds(60_009), Retry = RetryPolicy.None }), node.New("stop"));
        node.Advance(1);
        node.Apply("stop", new TaskCommand.Cancel("enough"));
        var (slow, stop) = (node.Stored("slow")!.Open!.Deadline, node.Stored("stop")!.Open!.Deadline);
        Change(node, "steal");
        (node.Stored("slow")!.Open!.Deadline, node.Stored("stop")!.Open!.Deadline).ShouldBe((slow, stop));
        node.Advance(120);
        (node.Stored("slow")!.State, node.Stored("slow")!.Reason).ShouldBe((TaskState.Failed, TaskReason.Timeout));
        node.History("slow")[^1].At.ShouldBe(slow + node.Options.Shards.TimeoutGrace);
        node.Steps("stop").ShouldBe([TransitionType.Created, TransitionType.Started, TransitionType.CancelRequested, TransitionType.Cancelled]);
        node.History("stop")[^1].At.ShouldBe(stop);
        node.Advance(7_200);
        node.Steps("stop")[^1].ShouldBe(TransitionType.ResultRefused);
        node.Stored("stop")!.State.ShouldBe(TaskState.Cancelled);
    }

    [Fact]
    public void An_attempt_that_was_given_up_keeps_no_slot()
    {
        var node = EngineCase.Node(capacity: 1).Serving();
        node.Executor.Script = attempt => attempt.Task.Value == "deaf" ? ScriptedAttempt.Succeeds(TimeSpan.FromHours(1)) with { Obeys = false } : ScriptedAttempt.Succeeds();
        node.Submit(node.New("deaf"));
        node.Advance(1);
        node.Apply("deaf", new TaskCommand.Cancel(null));
        node.Submit(node.New("next"));
        var givenUp = node.Stored("deaf")!.Open!.Deadline;
        node.Advance(60);
        node.Stored("next")!.State.ShouldBe(TaskState.Succeeded);
        node.Starts("next")[0].ShouldBeInRange(givenUp, givenUp.AddSeconds(2));
    }

    private static void Change(SimulatedNode node, string change)
    {
        switch (change)
        {
            case "steal":
                node.Store.ForceSteal(0, node.Host.Node).ShouldNotBeNull();
                break;
            case "kill":
                node.Kill();
                node.StartServing();
                break;
            default:
                node.Stop(TimeSpan.FromSeconds(1)).ShouldBeTrue();
                node.StartServing();
                break;
        }

        node.Advance(30);
    }
}
