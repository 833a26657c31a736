using Akka.Scheduler.TestKit.Swarm;
using Akka.Scheduler.TestKit.Swarm.Mutants;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Simulation;

/// <summary>The teeth of the simulation: whatever is wrong with the protocol, some of a few seeds shows it, and the protocol itself shows nothing on the same seed.</summary>
public sealed class SwarmMutantTests
{
    private const ulong Seeds = 200;

    public static TheoryData<string> Names => [.. SwarmMutants.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mutant_is_noticed_and_the_protocol_is_not_blamed(string name)
    {
        var mutant = SwarmMutants.All[name];

        var seed = NoticedAt(mutant);

        seed.ShouldNotBeNull($"{name} goes unnoticed in {Seeds} seeds");
        var healthy = new SwarmRun(seed.Value, mutant.Options(SwarmOptions.Draw(seed.Value)));
        healthy.Go();
        healthy.Problems.ShouldBeEmpty(new SwarmFailure(seed.Value, healthy.Options, healthy.Problems).ToString());
    }

    [Theory]
    [InlineData("BlindRetry", 8)]
    [InlineData("LoadBeforeBump", 8)]
    public void A_failing_run_is_shrunk_to_the_faults_that_it_takes(string name, int most)
    {
        var mutant = SwarmMutants.All[name];
        var seed = NoticedAt(mutant)!.Value;
        var first = mutant.Run(seed);
        first.Go();
        var shrinker = new SwarmShrinker(seed, mutant.Options(SwarmOptions.Draw(seed)), mutant);

        shrinker.Shrink().ShouldBeTrue();

        // None where what nodes do by themselves is enough.
        shrinker.Faults.Count.ShouldBeInRange(0, most, string.Join(Environment.NewLine, shrinker.Faults));
        shrinker.Faults.Count.ShouldBeLessThan(first.World.Store.Decisions.Count);
        shrinker.Problems.ShouldContain(problem => mutant.IsNoticedBy(problem));
        shrinker.Options.Steps.ShouldBeLessThan(new SwarmOptions().Steps);
    }

    [Fact]
    public void A_run_that_does_not_fail_is_not_shrunk() => new SwarmShrinker(1, SwarmOptions.Draw(1)).Shrink().ShouldBeFalse();

    private static ulong? NoticedAt(SwarmMutant mutant)
    {
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var run = mutant.Run(seed);
            run.Go();
            if (run.Problems.Any(mutant.IsNoticedBy)) return seed;
        }

        return null;
    }
}
