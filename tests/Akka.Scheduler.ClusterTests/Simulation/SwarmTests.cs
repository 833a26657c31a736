using Akka.Scheduler.TestKit.Swarm;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Simulation;

/// <summary>Many seeds of <see cref="SwarmRun"/>. A seed that fails is named, with the command that runs it again.</summary>
public sealed class SwarmTests
{
    private const int SeedsPerCase = 25;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void History_keeps_its_promises_under_faults(int part)
    {
        for (var seed = (ulong)(part * SeedsPerCase) + 1; seed <= (ulong)((part + 1) * SeedsPerCase); seed++)
        {
            var run = new SwarmRun(seed);
            run.Go();
            run.Problems.ShouldBeEmpty($"seed {seed} ({run.Options}): {string.Join(Environment.NewLine, run.Problems.Take(10))}");
        }
    }

    [Theory]
    [InlineData(7UL)]
    [InlineData(4711UL)]
    public void The_same_seed_gives_the_same_run(ulong seed)
    {
        var (one, two) = (new SwarmRun(seed), new SwarmRun(seed));
        one.Go();
        two.Go();
        two.TraceHash.ShouldBe(one.TraceHash);
    }
}
