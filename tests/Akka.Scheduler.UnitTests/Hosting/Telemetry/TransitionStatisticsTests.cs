using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Hosting.Telemetry;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Telemetry;

public sealed class TransitionStatisticsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_run_time_of_every_attempt_counts_whatever_its_end()
    {
        var statistics = new TransitionStatistics(TimeProvider.System);
        var task = TaskRules.Create(new(new("t"), new() { Executor = "noop", Retry = new(1, TimeSpan.FromSeconds(1), 1, TimeSpan.FromSeconds(1), 0) }, Start, Start)).After;
        task = Take(statistics, task, TaskRules.Start(task, Attempt(1), new("w"), 1, Start)!);
        task = Take(statistics, task, AttemptRules.Finish(task, Attempt(1), new AttemptOutcome.Failed("broken", null), Start.AddSeconds(2), 0));
        task = Take(statistics, task, TaskRules.Start(task, Attempt(2), new("w"), 2, Start.AddSeconds(10))!);
        Take(statistics, task, AttemptRules.Finish(task, Attempt(2), new AttemptOutcome.Succeeded(null), Start.AddSeconds(13), 0));
        statistics.Run.Cumulative().Total.ShouldBe(2);
        statistics.Run.Sum.ShouldBe(TimeSpan.FromSeconds(5));
    }

    private static AttemptId Attempt(byte n) => new(new Guid([n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));

    private static TaskSnapshot Take(TransitionStatistics statistics, TaskSnapshot before, TaskStep step)
    {
        statistics.Take(before, step.After, step.Entry);
        return step.After;
    }
}
