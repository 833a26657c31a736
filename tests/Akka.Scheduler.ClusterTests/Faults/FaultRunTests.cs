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
        await RunAsync(new() { Seed = seed, Nodes = nodes, Kinds = kinds.Split(',') });
    }

    /// <summary>An asynchronous replica lacks what it lacks; with all else every invariant holds.</summary>
    [Fact]
    public async Task A_fail_over_loses_what_the_replica_lacked_and_nothing_more()
    {
        var result = await RunAsync(new() { Seed = 761, Nodes = 3, Kinds = ["fail-over", "kill", "steal-many", "pause-in-commit"], Replica = true });
        result.LostByFailOver.ShouldNotBeNull("there was no fail-over");
    }

    private async Task<FaultRunResult> RunAsync(FaultRunOptions options)
    {
        using var limit = new CancellationTokenSource(Limit);
        var result = await new FaultRun(options, TimeProvider.System, output.WriteLine).GoAsync(limit.Token);
        output.WriteLine(result.ToMarkdown());
        result.Check.Problems.ShouldBeEmpty();
        return result;
    }
}
