using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Hosting.Telemetry;
using Akka.Scheduler.UnitTests.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Telemetry;

public class FinishedWaitersTests
{
    private readonly FinishedWaiters _waiters = new();

    [Fact]
    public void A_task_that_nobody_waits_for_any_more_is_forgotten()
    {
        for (var i = 0; i < 100; i++)
        {
            using var waiter = _waiters.Wait(new TaskId($"task-{i}"));
            _waiters.Count.ShouldBe(1);
        }

        _waiters.Count.ShouldBe(0);
    }

    [Fact]
    public void One_who_leaves_takes_nobody_along()
    {
        var task = new TaskId("task");
        var first = _waiters.Wait(task);
        using var second = _waiters.Wait(task);

        first.Dispose();
        first.Dispose();

        _waiters.Count.ShouldBe(1);
        second.End.ShouldBeSameAs(first.End);
    }

    [Fact]
    public async Task All_who_wait_hear_of_the_end()
    {
        var ended = TaskCase.Pending() with { State = TaskState.Succeeded };
        using var first = _waiters.Wait(ended.Id);
        using var second = _waiters.Wait(ended.Id);

        _waiters.Finished(ended);

        (await first.End).ShouldBeSameAs(ended);
        (await second.End).ShouldBeSameAs(ended);
        _waiters.Count.ShouldBe(0);
    }
}
