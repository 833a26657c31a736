using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class RestartTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public void Of_the_attempts_that_a_killed_node_ran_the_repeatable_ones_run_again_after_their_back_off()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = attempt => ScriptedAttempt.Succeeds(attempt.Number == 1 ? Long : TimeSpan.Zero);
        node.Submit(node.New("again"), node.New("once", change: template => template with { Delivery = DeliveryGuarantee.AtMostOnce }));
        node.Advance(5);
        node.Kill();
        node.StartServing();
        var back = node.Now;
        node.Advance(20);
        (node.Stored("once")!.State, node.Stored("once")!.Reason).ShouldBe((TaskState.Failed, "lost"));
        node.Starts("once").Length.ShouldBe(1);
        node.Stored("again")!.State.ShouldBe(TaskState.Succeeded);
        node.Starts("again")[1].ShouldBe(back.AddSeconds(10));
        node.ShouldBeSound();
    }

    [Fact]
    public void A_shard_that_is_stolen_stops_and_is_taken_again_and_its_running_attempts_survive()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(10));
        node.Submit(node.New("t"), node.New("later", TimeSpan.FromSeconds(4)));
        node.Advance(1);
        node.Store.ForceSteal(0, node.Host.Node).ShouldNotBeNull();
        node.Advance(30);
        node.Observer.Remarks.ShouldContain("shard 0: Lost");
        foreach (var id in new[] { "t", "later" }) node.Steps(id).ShouldBe([TransitionType.Created, TransitionType.Started, TransitionType.Succeeded]);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_cancellation_that_its_owner_could_not_pass_on_is_passed_on_by_the_next_one()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromMinutes(4));
        node.Submit(node.New("t"));
        node.Advance(1);
        node.Store.FailNext(StoreOperation.Commit, FaultKind.LostAck);
        node.Ask(host => host.Tasks.ApplyAsync(new("t"), new TaskCommand.Cancel(null), CancellationToken.None));
        node.Simulation.RunUntil(() => node.Stored("t")!.CancelRequested, TimeSpan.FromSeconds(5)).ShouldBeTrue();
        node.Store.ForceSteal(0, node.Host.Node).ShouldNotBeNull();
        node.Advance(10);
        node.Stored("t")!.State.ShouldBe(TaskState.Cancelled);
    }

    [Fact]
    public void A_row_of_the_inbox_becomes_one_task_whenever_its_owner_is_killed()
    {
        for (var turns = 0; turns < 30; turns++)
        {
            var node = EngineCase.Node((ulong)turns + 1).Serving();
            node.Store.Rates = new() { LatencyFrom = TimeSpan.FromMilliseconds(5), LatencyTo = TimeSpan.FromMilliseconds(30) };
            var spec = node.New("t").Spec;
            node.Await(node.Ask(async _ =>
            {
                await node.Store.Connect("outsider").Inbox.InsertAsync([new(0, spec)], CancellationToken.None);
                return true;
            }));
            node.Host.Shards.Find(0)!.Tell(ShardMessage.InboxHasRows.Instance);
            node.Advance(turns * 0.004);
            node.Kill();
            node.StartServing();
            node.Advance(30);
            node.Stored("t")!.State.ShouldBe(TaskState.Succeeded);
            node.Shard().Inbox.ShouldBeEmpty();
            node.ShouldBeSound();
        }
    }

    [Fact]
    public void An_orderly_stop_lets_attempts_end_and_records_and_releases_everything()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(3));
        node.Submit(node.New("t"), node.New("later", TimeSpan.FromSeconds(1)));
        node.Simulation.RunUntil(() => node.Executor.Running == 1, TimeSpan.FromMilliseconds(100)).ShouldBeTrue();
        node.Stop(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        node.Stored("t")!.State.ShouldBe(TaskState.Succeeded);
        node.Stored("later")!.State.ShouldBe(TaskState.Pending);
        node.Store.State.Shards.Values.ShouldAllBe(shard => shard.Owner == null);
        node.Store.State.Members["node-1"].State.ShouldBe(MemberState.Left);
    }

    [Fact]
    public void An_orderly_stop_ends_although_the_store_is_away()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(node.New("t", TimeSpan.FromSeconds(2)));
        node.Store.Outage = true;
        node.Advance(3);
        node.Stop(TimeSpan.FromSeconds(1)).ShouldBeTrue();
    }

    [Fact]
    public void An_orderly_stop_loses_no_attempt_whenever_it_comes()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var node = EngineCase.Node(seed).Serving();
            node.Store.Rates = new() { LatencyFrom = TimeSpan.FromMilliseconds(2), LatencyTo = TimeSpan.FromMilliseconds(20) };
            for (var i = 0; i < 6; i++) node.Asked(node.New($"t{i}", change: template => template with { Delivery = DeliveryGuarantee.AtMostOnce }));
            node.Advance(seed * 0.001);
            node.Stop(TimeSpan.FromSeconds(1)).ShouldBeTrue();
            node.StartServing();
            node.Advance(30);
            node.Shard().Archive.Values.ShouldAllBe(task => task.State == TaskState.Succeeded, $"seed {seed}");
            node.Shard().Live.ShouldBeEmpty();
        }
    }

    [Fact]
    public void An_attempt_of_a_node_that_died_runs_again_on_the_node_that_takes_its_shard()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = attempt => ScriptedAttempt.Succeeds(attempt.Number == 1 ? TimeSpan.FromHours(1) : TimeSpan.Zero);
        node.Submit(node.New("again"), node.New("once", change: same => same with { Delivery = DeliveryGuarantee.AtMostOnce }));
        node.Advance(1);
        node.Kill();
        node.Options = node.Options with { NodeId = "node-2" };
        node.Serving();
        node.Advance(60);
        node.Steps("again").ShouldBe(
            [TransitionType.Created, TransitionType.Started, TransitionType.RetryScheduled, TransitionType.Started, TransitionType.Succeeded]);
        (node.Stored("once")!.State, node.Stored("once")!.Reason).ShouldBe((TaskState.Failed, "lost"));
        node.ShouldBeSound();
    }
}
