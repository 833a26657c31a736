using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>Tasks that are split into parts when they would start, through kills, steals and lost answers.</summary>
public sealed class SplitTests
{
    [Fact]
    public void It_is_one_task_until_its_time_comes_and_then_its_parts_run()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(Fan(node, "f", 5, dueIn: 10));
        node.Advance(9);
        node.Stored("f.0").ShouldBeNull();
        node.Advance(5);
        node.Stored("f")!.Result!.Data.ShouldBe("""{"parts":5,"succeeded":5,"failed":0}""");
        node.Steps("f")[..2].ShouldBe([TransitionType.Created, TransitionType.Split]);
        for (var i = 0; i < 5; i++) node.Starts($"f.{i}").ShouldHaveSingleItem();
        node.Starts("f").ShouldBeEmpty();
        ShouldHoldNothing(node);
    }

    [Fact]
    public void What_reduces_runs_once_after_the_last_part()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = attempt => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(attempt.Task.Value == "f.2" ? 20 : 1));
        node.Submit(Fan(node, "f", 3, split: fan => fan with { Reduce = new() { Executor = "script" } }));
        node.Advance(60);
        node.Starts("f").ShouldHaveSingleItem().ShouldBeGreaterThanOrEqualTo(node.Stored("f.2")!.FinishedAt!.Value);
        node.Stored("f")!.State.ShouldBe(TaskState.Succeeded);
        ShouldHoldNothing(node);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_split_whose_owner_goes_before_it_hears_of_it_is_done_once(bool killed)
    {
        var node = EngineCase.Node().Serving();
        node.Submit(Fan(node, "f", 4, dueIn: 2));
        node.Advance(1.9);
        node.Store.FailNext(StoreOperation.Commit, FaultKind.LostAck);
        node.Simulation.RunUntil(() => node.Stored("f")!.Spec.Parts > 0, TimeSpan.FromSeconds(5)).ShouldBeTrue();
        node.Shard().Inbox.Count.ShouldBe(4);
        Change(node, killed);
        node.Advance(120);
        node.Stored("f")!.State.ShouldBe(TaskState.Succeeded);
        for (var i = 0; i < 4; i++) node.Steps($"f.{i}").Count(type => type == TransitionType.Created).ShouldBe(1);
        ShouldHoldNothing(node);
    }

    [Fact]
    public void Parts_that_stay_in_an_inbox_for_long_are_not_missing()
    {
        var refuses = true;
        var node = EngineCase.Node();
        node.Between = ports => PoisonedStore.Between(ports, batch => refuses && batch.History.Any(entry => entry.Task.Value.StartsWith("f.", StringComparison.Ordinal)));
        node.StartServing();
        node.Submit(Fan(node, "f", 2));
        node.Advance(95);
        node.Shard().Inbox.Count.ShouldBe(2);
        node.Store.ForceSteal(0, node.Host.Node).ShouldNotBeNull();
        node.Advance(95);
        node.Stored("f")!.Blocked.ShouldBe(2);
        refuses = false;
        node.Store.ForceSteal(0, node.Host.Node).ShouldNotBeNull();
        node.Advance(60);
        node.Stored("f")!.State.ShouldBe(TaskState.Succeeded);
        ShouldHoldNothing(node);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void To_cancel_it_cancels_its_parts_whoever_owns_it_by_then(bool killed)
    {
        var node = EngineCase.Node(capacity: 2).Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromHours(1));
        node.Submit(Fan(node, "f", 6));
        node.Advance(5);
        node.Apply("f", new TaskCommand.Cancel("enough")).ShouldBeOfType<CommandReply.Done>().Task.CancelRequested.ShouldBeTrue();
        node.Apply("f", new TaskCommand.Cancel("again")).ShouldBeOfType<CommandReply.Done>();
        Change(node, killed);
        node.Advance(120);
        var whole = node.Stored("f")!;
        (whole.State, whole.Reason).ShouldBe((TaskState.Cancelled, TaskReason.Cancelled));
        for (var i = 0; i < 6; i++) node.Stored($"f.{i}")!.State.IsTerminal().ShouldBeTrue();
        node.Starts("f").ShouldBeEmpty();
        ShouldHoldNothing(node);
    }

    [Fact]
    public void One_that_is_cancelled_while_its_parts_are_in_an_inbox_cancels_them_when_they_are_made()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromHours(1));
        node.Submit(Fan(node, "f", 3));
        node.Simulation.RunUntil(() => node.Stored("f")!.Spec.Parts > 0, TimeSpan.FromSeconds(5)).ShouldBeTrue();
        node.Ask(host => host.Tasks.ApplyAsync(new("f"), new TaskCommand.Cancel(null), CancellationToken.None));
        node.Advance(60);
        node.Stored("f")!.State.ShouldBe(TaskState.Cancelled);
        ShouldHoldNothing(node);
    }

    [Fact]
    public void A_failed_part_has_the_others_cancelled()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = attempt => attempt.Task.Value == "f.1"
            ? new(TimeSpan.FromSeconds(2), new AttemptOutcome.Failed("boom", null) { Retryable = false })
            : ScriptedAttempt.Succeeds(TimeSpan.FromMinutes(4));
        node.Submit(Fan(node, "f", 3));
        node.Advance(30);
        (node.Stored("f")!.State, node.Stored("f")!.Error).ShouldBe((TaskState.Failed, "part 'f.1' is failed"));
        node.Stored("f.0")!.State.ShouldBe(TaskState.Cancelled);
        ShouldHoldNothing(node);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void To_run_it_again_runs_the_parts_again_that_did_not_succeed_whoever_owns_it(bool killed, bool reduces)
    {
        var node = EngineCase.Node().Serving();
        var mended = false;
        node.Executor.Script = attempt => !mended && attempt.Task.Value is "f.1" or "f.2"
            ? new(TimeSpan.FromSeconds(1), new AttemptOutcome.Failed("boom", null) { Retryable = false })
            : ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(3));
        node.Submit(Fan(node, "f", 4, split: fan => fan with { OnPartFailure = reduces ? DependencyPolicy.Fail : DependencyPolicy.Run, Reduce = reduces ? new() { Executor = "script" } : null }));
        node.Advance(30);
        node.Stored("f")!.State.ShouldBe(reduces ? TaskState.Failed : TaskState.Succeeded);
        var succeeded = Enumerable.Range(0, 4).Count(i => node.Stored($"f.{i}")!.State == TaskState.Succeeded);
        mended = true;

        node.Apply("f", new TaskCommand.Redrive()).ShouldBeOfType<CommandReply.Done>().Task.Blocked.ShouldBe(4 - succeeded);
        Change(node, killed);
        node.Advance(120);

        var whole = node.Stored("f")!;
        (whole.State, whole.Attempt).ShouldBe((TaskState.Succeeded, reduces ? 1 : 0));
        if (!reduces) whole.Result!.Data.ShouldBe("""{"parts":4,"succeeded":4,"failed":0}""");
        node.Starts("f.1~2").Length.ShouldBeGreaterThanOrEqualTo(1);
        node.Steps("f.1~2").Count(type => type == TransitionType.Created).ShouldBe(1);
        for (var i = 0; i < 4; i++) (node.Stored($"f.{i}~2") is null).ShouldBe(node.Stored($"f.{i}")!.State == TaskState.Succeeded);
        ShouldHoldNothing(node);
    }

    [Fact]
    public void One_that_was_cancelled_runs_the_parts_again_that_were()
    {
        var node = EngineCase.Node(capacity: 2).Serving();
        node.Executor.Script = attempt => ScriptedAttempt.Succeeds(attempt.Task.Value.Contains('~', StringComparison.Ordinal) ? TimeSpan.FromSeconds(1) : TimeSpan.FromHours(1));
        node.Submit(Fan(node, "f", 5));
        node.Advance(5);
        node.Apply("f", new TaskCommand.Cancel("enough")).ShouldBeOfType<CommandReply.Done>();
        node.Advance(60);
        node.Stored("f")!.State.ShouldBe(TaskState.Cancelled);
        node.Apply("f", new TaskCommand.Redrive()).ShouldBeOfType<CommandReply.Done>();
        node.Advance(60);
        (node.Stored("f")!.State, node.Stored("f.4~2")!.State).ShouldBe((TaskState.Succeeded, TaskState.Succeeded));
        ShouldHoldNothing(node);
    }

    [Fact]
    public void One_whose_unique_key_is_taken_by_then_makes_no_parts()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = attempt => attempt.Task.Value == "g"
            ? ScriptedAttempt.Succeeds(TimeSpan.FromMinutes(4))
            : new(TimeSpan.FromSeconds(1), new AttemptOutcome.Failed("boom", null) { Retryable = false });
        node.Submit(Fan(node, "f", 1_000, change: template => template with { UniqueKey = "k" }));
        node.Simulation.RunUntil(() => node.Stored("f")!.State.IsTerminal(), TimeSpan.FromMinutes(10)).ShouldBeTrue();
        node.Submit(node.New("g", change: template => template with { UniqueKey = "k" }));
        for (var i = 0; i < 12; i++) node.Apply("f", new TaskCommand.Redrive()).ShouldBeOfType<CommandReply.KeyTaken>();
        node.Advance(10);
        node.Stored("f.0~2").ShouldBeNull();
        node.Submit(Fan(node, "h", 2));
        node.Advance(30);
        node.Stored("h")!.Spec.Parts.ShouldBe(2);
    }

    [Fact]
    public void A_paused_queue_splits_nothing()
    {
        var node = EngineCase.Node().Serving();
        node.Change("default", new QueueChange.Pause("test", "x"));
        node.Submit(Fan(node, "f", 2));
        node.Advance(30);
        node.Stored("f")!.Spec.Parts.ShouldBe(0);
        node.Change("default", new QueueChange.Resume());
        node.Advance(10);
        node.Stored("f")!.State.ShouldBe(TaskState.Succeeded);
    }

    [Fact]
    public void It_waits_for_others_first_and_expires_while_it_waits()
    {
        var node = EngineCase.Node().Serving();
        var after = Fan(node, "f", 2);
        var late = Fan(node, "late", 2, change: template => template with { Ttl = TimeSpan.FromSeconds(5) });
        node.Submit(node.New("a", TimeSpan.FromSeconds(10)), After(after, "a"), After(late, "a"));
        node.Advance(20);
        node.Stored("f")!.State.ShouldBe(TaskState.Succeeded);
        node.Starts("f.0")[0].ShouldBeGreaterThanOrEqualTo(node.Stored("a")!.FinishedAt!.Value);
        (node.Stored("late")!.State, node.Stored("late")!.Spec.Parts).ShouldBe((TaskState.Expired, 0));
        ShouldHoldNothing(node);
    }

    [Fact]
    public void Its_deadline_ends_its_parts_first()
    {
        var node = EngineCase.Node(capacity: 1).Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromMinutes(4));
        node.Submit(Fan(node, "f", 3, change: template => template with { TotalTimeout = TimeSpan.FromSeconds(10) }));
        node.Advance(90);
        (node.Stored("f")!.State, node.Stored("f")!.Reason).ShouldBe((TaskState.Failed, TaskReason.Deadline));
        ShouldHoldNothing(node);
    }

    [Fact]
    public void Its_unique_key_is_its_own_until_it_ends()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(30));
        node.Submit(Fan(node, "f", 2, change: template => template with { UniqueKey = "k" }));
        node.Advance(5);
        var rival = node.New("g", change: template => template with { UniqueKey = "k" });
        node.Await(node.Asked(rival))[0].ShouldBeOfType<SubmitResult.KeyTaken>().Holder.Value.ShouldBe("f");
        node.Await(node.Asked(rival with { OnConflict = KeyConflict.Replace }))[0].ShouldBeOfType<SubmitResult.KeyTaken>();
        node.Advance(60);
        node.Submit(rival);
        node.Advance(60);
        ShouldHoldNothing(node);
    }

    [Fact]
    public void A_broadcast_waits_for_a_worker_that_fits_and_runs_on_it()
    {
        var node = EngineCase.Node().Serving();
        var none = Broadcast(node, "none", ("zone", "nowhere"), TimeSpan.FromSeconds(20));
        node.Submit(Broadcast(node, "all", null, null), none);
        node.Advance(10);
        (node.Stored("all")!.State, node.Stored("all.0")!.Worker!.Value.Value).ShouldBe((TaskState.Succeeded, node.Options.NodeId));
        node.Stored("none")!.Spec.Parts.ShouldBe(0);
        node.Advance(20);
        node.Stored("none")!.State.ShouldBe(TaskState.Expired);
        ShouldHoldNothing(node);
    }

    [Fact]
    public void Ten_thousand_parts_are_made_and_gathered()
    {
        var node = EngineCase.Node(capacity: 500).Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.Zero);
        node.Submit(Fan(node, "f", TaskPart.Most));
        node.Simulation.RunUntil(() => node.Stored("f")!.State.IsTerminal(), TimeSpan.FromMinutes(10)).ShouldBeTrue();
        node.Stored("f")!.Result!.Message.ShouldBe("10000 of 10000 parts succeeded");
    }

    private static void Change(SimulatedNode node, bool killed)
    {
        if (!killed)
        {
            node.Store.ForceSteal(0, node.Host.Node).ShouldNotBeNull();
            return;
        }

        node.Kill();
        node.StartServing();
    }

    private static void ShouldHoldNothing(SimulatedNode node)
    {
        node.Shard().Inbox.ShouldBeEmpty();
        node.Shard().Followers.ShouldBeEmpty();
        node.Shard().Signals.ShouldBeEmpty();
        node.Shard().Live.ShouldBeEmpty();
        node.ShouldBeSound();
    }

    private static NewTask Fan(
        SimulatedNode node, string id, int parts, double dueIn = 0, Func<TaskSplit.FanOut, TaskSplit>? split = null, Func<TaskTemplate, TaskTemplate>? change = null) =>
        node.New(id, TimeSpan.FromSeconds(dueIn), template => (change ?? (same => same))(template with { Split = (split ?? (same => same))(new TaskSplit.FanOut(parts)) }));

    private static NewTask Broadcast(SimulatedNode node, string id, (string Key, string Value)? label, TimeSpan? ttl) =>
        node.New(id, change: template => template with
        {
            Ttl = ttl,
            Split = new TaskSplit.Broadcast(label is { } one ? new Dictionary<string, string> { [one.Key] = one.Value } : TaskTemplate.NoLabels),
        });

    private static NewTask After(NewTask task, string parent) => task with { Spec = task.Spec with { Dependencies = new([new(new(parent))], DependencyPolicy.Fail) } };
}
