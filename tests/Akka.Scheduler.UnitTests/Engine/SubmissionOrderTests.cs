using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class SubmissionOrderTests
{
    [Fact]
    public void Nobody_waits_so_there_is_no_order() => SubmissionOrder.DepthsOf([Task("a"), Task("b")]).ShouldBeNull();

    [Fact]
    public void A_task_comes_after_all_that_it_waits_for() =>
        SubmissionOrder.DepthsOf([Task("d", "b", "c"), Task("b", "a"), Task("a", "elsewhere"), Task("c", "b")]).ShouldBe([3, 1, 0, 2]);

    [Fact]
    public void A_ring_is_named_from_one_to_the_next()
    {
        NewTask[] tasks = [Task("x"), Task("tail", "a"), Task("a", "b", "x"), Task("b", "c"), Task("c", "a")];
        var depths = SubmissionOrder.DepthsOf(tasks)!;
        depths.ShouldBe([0, -1, -1, -1, -1]);
        SubmissionOrder.RingOf(tasks, depths).Select(id => id.Value).ShouldBe(["a", "b", "c"]);
    }

    private static NewTask Task(string id, params string[] parents)
    {
        var spec = new TaskSpec(new(id), new TaskTemplate { Executor = "noop" }, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        return new(parents.Length == 0 ? spec : spec with { Dependencies = new([.. parents.Select(parent => new Dependency(new(parent)))], DependencyPolicy.Fail) }, true);
    }
}
