using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>Tasks that wait for others, through kills, steals and lost messages.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void A_chain_runs_in_order_whatever_the_order_of_the_request()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(After(node, "c", "b"), After(node, "b", "a"), node.New("a"));
        node.Advance(5);
        foreach (var id in new[] { "a", "b", "c" }) node.Stored(id)!.State.ShouldBe(TaskState.Succeeded, id);
        node.Starts("b")[0].ShouldBeGreaterThanOrEqualTo(node.Stored("a")!.FinishedAt!.Value);
        node.Steps("c").ShouldBe([TransitionType.Created, TransitionType.DependencySettled, TransitionType.Started, TransitionType.Succeeded]);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_task_that_waits_for_one_that_has_ended_is_told_so_at_once()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(node.New("a"));
        node.Advance(2);
        node.Submit(After(node, "b", "a"));
        node.Advance(0.5);
        node.Stored("b")!.State.ShouldBe(TaskState.Succeeded);
    }

    [Fact]
    public void A_fan_in_waits_for_the_last_and_needs_no_memory()
    {
        var node = EngineCase.Node(capacity: 20).Serving();
        node.Executor.Script = attempt => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(attempt.Task.Value.Length));
        var parents = Enumerable.Range(1, 12).Select(length => new string('p', length)).ToArray();
        node.Submit([.. parents.Select(id => node.New(id)), After(node, "all", parents)]);
        node.Advance(60);
        node.Starts("all").ShouldHaveSingleItem().ShouldBeGreaterThanOrEqualTo(node.Stored(parents[^1])!.FinishedAt!.Value);
        node.Stored("all")!.Settled.ShouldBe(new string('s', 12));
        node.Shard().Followers.ShouldBeEmpty();
        node.Shard().Signals.ShouldBeEmpty();
        node.ShouldBeSound();
    }

    [Fact]
    public void A_failure_goes_down_the_chain_with_its_reason()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => new(TimeSpan.Zero, new AttemptOutcome.Failed("boom", null) { Retryable = false });
        node.Submit(node.New("a"), After(node, "b", "a"), After(node, "c", "b"), With(After(node, "d", "a"), DependencyPolicy.Cancel), With(After(node, "e", "a"), DependencyPolicy.Run));
        node.Advance(5);
        node.Stored("b")!.Error.ShouldBe("task 'a', on which it depends, is failed");
        node.Stored("c")!.Error.ShouldBe("task 'b', on which it depends, is failed");
        (node.Stored("d")!.State, node.Stored("d")!.Reason).ShouldBe((TaskState.Cancelled, "dependencyFailed"));
        node.Stored("e")!.Attempt.ShouldBe(1);
        node.Starts("b").ShouldBeEmpty();
        node.ShouldBeSound();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_waits_is_not_forgotten_when_the_owner_changes(bool killed)
    {
        var node = EngineCase.Node().Serving();
        node.Submit(node.New("a", TimeSpan.FromSeconds(30)), After(node, "b", "a"));
        node.Advance(2);
        if (killed)
        {
            node.Kill();
            node.StartServing();
        }
        else
        {
            node.Store.ForceSteal(0, node.Host.Node).ShouldNotBeNull();
        }

        node.Advance(60);
        node.Stored("b")!.State.ShouldBe(TaskState.Succeeded);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_parent_that_is_run_again_does_not_hold_anybody_up_again()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(node.New("a"), node.New("slow", TimeSpan.FromSeconds(20)), After(node, "b", "a", "slow"));
        node.Advance(5);
        node.Executor.Script = attempt => ScriptedAttempt.Succeeds(attempt.Task.Value == "a" ? TimeSpan.FromHours(1) : TimeSpan.Zero);
        node.Apply("a", new TaskCommand.Redrive()).ShouldBeOfType<CommandReply.Done>();
        node.Advance(20);
        node.Stored("a")!.State.ShouldBe(TaskState.Running);
        node.Stored("b")!.State.ShouldBe(TaskState.Succeeded);
    }

    [Fact]
    public void Tasks_of_one_submission_that_wait_for_each_other_in_a_ring_are_refused_and_so_is_what_waits_for_them()
    {
        var node = EngineCase.Node().Serving();
        var results = node.Await(node.Asked(After(node, "a", "b"), After(node, "b", "a"), After(node, "c", "b"), node.New("d")));
        results.Select(result => result is SubmitResult.Accepted).ShouldBe([false, false, false, true]);
        node.Stored("a").ShouldBeNull();
    }

    [Fact]
    public void A_task_that_waits_for_one_that_never_was_ends_after_a_minute_and_one_that_comes_in_time_is_waited_for()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(After(node, "b", "never"), After(node, "c", "late"));
        node.Advance(30);
        node.Submit(node.New("late", TimeSpan.FromMinutes(5)));
        node.Advance(60);
        node.Stored("b")!.Error.ShouldBe("task 'never', on which it depends, does not exist");
        node.Stored("c")!.State.ShouldBe(TaskState.Pending);
        node.Advance(300);
        node.Stored("c")!.State.ShouldBe(TaskState.Succeeded);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_blocked_task_expires_by_its_ttl_and_can_be_cancelled()
    {
        var node = EngineCase.Node().Serving();
        var expiring = After(node, "b", "a") is var made ? made with { Spec = made.Spec with { Template = made.Spec.Template with { Ttl = TimeSpan.FromSeconds(5) } } } : made;
        node.Submit(node.New("a", TimeSpan.FromSeconds(30)), expiring, After(node, "c", "a"));
        node.Advance(6);
        (node.Stored("b")!.State, node.Stored("b")!.FinishedAt).ShouldBe((TaskState.Expired, expiring.Spec.ExpiresAt));
        node.Apply("c", new TaskCommand.Cancel(null)).ShouldBeOfType<CommandReply.Done>().Task.State.ShouldBe(TaskState.Cancelled);
        node.Advance(40);
        node.Shard().Signals.ShouldBeEmpty();
        node.ShouldBeSound();
    }

    private static NewTask After(SimulatedNode node, string id, params string[] parents)
    {
        var task = node.New(id);
        return task with { Spec = task.Spec with { Dependencies = new([.. parents.Select(parent => new Dependency(new(parent)))], DependencyPolicy.Fail) } };
    }

    private static NewTask With(NewTask task, DependencyPolicy policy) =>
        task with { Spec = task.Spec with { Dependencies = task.Spec.Dependencies! with { Policy = policy } } };
}
