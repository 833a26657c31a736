using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class ProgressTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);

    [Fact]
    public void The_owner_hears_how_far_an_attempt_has_come_with_the_next_tick()
    {
        var node = Running();
        var said = Say(node, 0.25, "copying");
        node.Advance(1.1);
        Standing(node).ShouldBe(new(node.Stored("t")!.Open!.Id, Standing(node).HeardAt, new(0.25, "copying", said)));
        Standing(node).HeardAt!.Value.ShouldBeInRange(said, node.Now);
    }

    [Fact]
    public void The_last_word_counts()
    {
        var node = Running();
        Say(node, 0.25, "copying");
        node.Advance(1.1);
        Say(node, 0.5, null);
        Say(node, 0.75, "checking");
        node.Advance(1.1);
        (Standing(node).Progress!.Fraction, Standing(node).Progress!.Note).ShouldBe((0.75, "checking"));
    }

    [Fact]
    public void An_attempt_that_says_nothing_is_heard_of_all_the_same()
    {
        var node = Running();
        Standing(node).HeardAt.ShouldBeNull();
        node.Advance(7);
        var first = Standing(node);
        first.Progress.ShouldBeNull();
        node.Advance(7);
        Standing(node).HeardAt!.Value.ShouldBeGreaterThan(first.HeardAt!.Value);
    }

    [Fact]
    public void Of_a_task_that_does_not_run_nothing_is_known()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(node.New("later", TimeSpan.FromHours(1)), node.New("done"));
        node.Advance(2);
        foreach (var id in new[] { "later", "done", "never" }) Standing(node, id).ShouldBe(AttemptStanding.Unknown);
    }

    [Fact]
    public void A_new_owner_is_told_again_how_far_an_attempt_has_come()
    {
        var node = Running();
        Say(node, 0.5, "half");
        node.Advance(1.1);
        var before = Standing(node);
        node.Store.ForceSteal(0, node.Host.Node).ShouldNotBeNull();
        node.Advance(20);
        node.Observer.Remarks.ShouldContain("shard 0: Lost");
        Standing(node).Progress.ShouldBe(before.Progress);
        Standing(node).HeardAt!.Value.ShouldBeGreaterThan(before.HeardAt!.Value);
    }

    [Fact]
    public void Every_node_knows_it_and_the_one_that_takes_over_a_killed_owner_still_does()
    {
        var world = new SimulatedWorld(1);
        var (owner, worker) = (Node(world, "node-1", MemberProfile.SchedulerRole), Node(world, "node-2", MemberProfile.SchedulerRole, MemberProfile.WorkerRole));
        owner.StartServing();
        worker.StartServing();
        worker.Executor.Script = _ => ScriptedAttempt.Succeeds(Long);
        worker.Submit(worker.New("t"));
        world.Simulation.RunUntil(() => worker.Executor.Running == 1, TimeSpan.FromSeconds(10)).ShouldBeTrue();
        owner.Shard().Owner!.Value.NodeId.ShouldBe("node-1");
        var said = Say(worker, 0.5, "half");
        worker.Advance(1.5);
        var half = new AttemptProgress.Mark(0.5, "half", said);
        Standing(owner).Progress.ShouldBe(half);
        Standing(worker).Progress.ShouldBe(half);

        owner.Kill();
        Standing(worker).ShouldBe(AttemptStanding.Unknown);
        worker.Advance(30);
        owner.Shard().Owner!.Value.NodeId.ShouldBe("node-2");
        Standing(worker).Progress.ShouldBe(half);
    }

    [Fact]
    public void A_fraction_stays_between_nothing_and_all_and_a_note_is_cut_between_characters()
    {
        var progress = new AttemptProgress(TimeProvider.System);
        progress.Last.ShouldBeNull();
        foreach (var (said, kept) in new[] { (-1, 0), (7, 1), (double.NaN, 0), (0.3, 0.3) })
        {
            progress.Report(said, null);
            progress.Last!.Fraction.ShouldBe(kept);
        }

        progress.Report(0, new string('x', AttemptProgress.MaxNote - 1) + "\U0001F40C");
        progress.Last!.Note.ShouldBe(new string('x', AttemptProgress.MaxNote - 1));
    }

    private static SimulatedNode Running()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(Long);
        node.Submit(node.New("t"));
        node.Simulation.RunUntil(() => node.Executor.Running == 1, TimeSpan.FromSeconds(10)).ShouldBeTrue();
        return node;
    }

    private static SimulatedNode Node(SimulatedWorld world, string id, params string[] roles)
    {
        var node = new SimulatedNode(world, id);
        node.Options = node.Options with { Shape = new("simulated", 1), Roles = roles };
        return node;
    }

    private static DateTimeOffset Say(SimulatedNode node, double fraction, string? note)
    {
        node.Executor.Runs[0].Attempt.Progress.Report(fraction, note);
        return node.Executor.Runs[0].Attempt.Progress.Last!.At;
    }

    private static AttemptStanding Standing(SimulatedNode node, string id = "t") => node.Await(host => host.Tasks.AskAfterAsync(new(id), CancellationToken.None));
}
