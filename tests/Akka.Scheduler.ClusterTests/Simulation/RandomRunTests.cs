using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Simulation;

/// <summary>Many seeds of <see cref="RandomRun"/>. A seed that fails is named; running it again gives the same run.</summary>
public sealed class RandomRunTests
{
    private const int SeedsPerCase = 25;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void History_keeps_its_promises_under_faults(int part)
    {
        for (var seed = (ulong)(part * SeedsPerCase) + 1; seed <= (ulong)((part + 1) * SeedsPerCase); seed++)
        {
            var run = new RandomRun(seed);
            run.Go();
            run.Problems.ShouldBeEmpty($"seed {seed}: {string.Join(Environment.NewLine, run.Problems.Take(10))}");
        }
    }

    [Theory]
    [InlineData(7UL)]
    [InlineData(4711UL)]
    public void The_same_seed_gives_the_same_run(ulong seed)
    {
        var (one, two) = (new RandomRun(seed), new RandomRun(seed));
        one.Go();
        two.Go();
        two.TraceHash.ShouldBe(one.TraceHash);
    }
}
