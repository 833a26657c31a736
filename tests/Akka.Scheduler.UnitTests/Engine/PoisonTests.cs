using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>Steps that the store can never take: they fail alone, and are not tried again hot.</summary>
public sealed class PoisonTests
{
    [Theory]
    [InlineData(TransitionType.Started)]
    [InlineData(TransitionType.Succeeded)]
    public void A_task_whose_step_was_dropped_is_taken_up_again(TransitionType poisoned)
    {
        var node = EngineCase.Node();
        var healed = false;
        node.Between = ports => PoisonedStore.Between(ports, batch => !healed && batch.History.Any(entry => entry.Type == poisoned));
        node.Serving().Submit(node.New("t"));
        node.Advance(5);
        node.Stored("t")!.State.ShouldNotBe(TaskState.Succeeded);
        healed = true;
        node.Advance(5);
        node.Steps("t").ShouldBe([TransitionType.Created, TransitionType.Started, TransitionType.Succeeded]);
    }

    [Fact]
    public void A_step_that_is_always_refused_is_tried_less_and_less_often()
    {
        var (node, asked) = Poisoned(batch => batch.History.Any(entry => entry.Type == TransitionType.Started));
        node.Submit(node.New("t"));
        node.Advance(3600);

        // One second, doubling up to five minutes: nine tries in the first eight minutes, then one every five.
        Tries(asked, TransitionType.Started).ShouldBeInRange(15, 25);
        node.Observer.Remarks.Count(remark => remark.StartsWith("poison of t", StringComparison.Ordinal)).ShouldBe(Tries(asked, TransitionType.Started));
        node.Observer.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void An_end_that_is_always_refused_is_tried_less_and_less_often_however_often_the_worker_says_it()
    {
        var (node, asked) = Poisoned(batch => batch.History.Any(entry => entry.Type == TransitionType.Succeeded));
        node.Submit(node.New("t", change: same => same with { Timeout = TimeSpan.FromHours(2) }));
        node.Advance(3600);
        Tries(asked, TransitionType.Succeeded).ShouldBeInRange(15, 25);
        node.Stored("t")!.State.ShouldBe(TaskState.Running);
    }

    [Fact]
    public void An_end_that_is_always_refused_is_given_up_at_the_deadline_of_its_attempt()
    {
        var (node, _) = Poisoned(batch => batch.History.Any(entry => entry.Type == TransitionType.Succeeded));
        node.Submit(node.New("t", change: same => same with { Timeout = TimeSpan.FromMinutes(1), Retry = same.Retry with { MaxRetries = 0 } }));
        node.Advance(300);
        node.Steps("t").ShouldBe([TransitionType.Created, TransitionType.Started, TransitionType.Failed, TransitionType.ResultRefused]);
        node.Stored("t")!.Reason.ShouldBe("timeout");
    }

    [Fact]
    public void A_poisonous_step_costs_its_batch_a_few_commits_and_no_more()
    {
        var (node, asked) = Poisoned(batch => batch.History.Any(entry => entry is { Type: TransitionType.Created, Task.Value: "t-77" }));
        var results = node.Await(node.Asked([.. Enumerable.Range(0, 200).Select(i => node.New($"t-{i}", TimeSpan.FromHours(1)))]));
        results.Count(result => result is SubmitResult.Accepted).ShouldBe(199);
        results[77].ShouldBeOfType<SubmitResult.Refused>();

        // Halved down to the one: at most twice the number of halvings.
        asked.Count.ShouldBeInRange(2, 20);
    }

    [Fact]
    public void A_task_that_rests_can_be_cancelled()
    {
        var (node, _) = Poisoned(batch => batch.History.Any(entry => entry.Type == TransitionType.Started));
        node.Submit(node.New("t"));
        node.Advance(120);
        node.Apply("t", new TaskCommand.Cancel("enough")).ShouldBeOfType<CommandReply.Done>();
        node.Advance(600);
        node.Steps("t").ShouldBe([TransitionType.Created, TransitionType.Cancelled]);
        node.ShouldBeSound();
    }

    private static int Tries(List<ShardBatch> asked, TransitionType type) => asked.Count(batch => batch.History.Any(entry => entry.Type == type));

    private static (SimulatedNode Node, List<ShardBatch> Asked) Poisoned(Func<ShardBatch, bool> poison)
    {
        var node = EngineCase.Node();
        var asked = new List<ShardBatch>();
        node.Between = ports => PoisonedStore.Between(ports, batch =>
        {
            if (batch.History.Count > 0) asked.Add(batch);
            return poison(batch);
        });
        return (node.Serving(), asked);
    }
}
