using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Short runs with fixed seeds: real processes, a real database, and faults of all kinds.</summary>
public sealed class FaultRunTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    [Theory]
    [InlineData(1, 1, "kill,steal-many,lost-acknowledgements,pause-in-commit,partition-store")]
    [InlineData(2, 3, "crash-database,kill,kill-for-long,steal-shard,isolate,partition-peers,rolling-restart,exhaust-connections")]
    [InlineData(3, 3, "slow-commits,hold-commits,stop-backends,throttle-backends,step-clock,stutter,starve")]
    public async Task All_invariants_hold_under_faults(int seed, int nodes, string kinds)
    {
        using var limit = new CancellationTokenSource(Limit);
        var result = await new FaultRun(new() { Seed = seed, Nodes = nodes, Kinds = kinds.Split(',') }, TimeProvider.System, output.WriteLine).GoAsync(limit.Token);
        output.WriteLine(result.ToMarkdown());
        result.Check.Problems.ShouldBeEmpty();
    }
}
