using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Short runs with fixed seeds: real processes, a real database, and faults of all kinds.</summary>
public sealed class FaultRunTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    [Theory]
    [InlineData(1, "kill,steal-many,lost-acknowledgements,pause-in-commit,partition-store")]
    [InlineData(2, "crash-database,kill-backends,steal-shard,partition-store-one-way,rolling-restart,exhaust-connections")]
    public async Task All_invariants_hold_on_one_node_under_faults(int seed, string kinds)
    {
        using var limit = new CancellationTokenSource(Limit);
        var result = await new FaultRun(new() { Seed = seed, Kinds = kinds.Split(',') }, TimeProvider.System, output.WriteLine).GoAsync(limit.Token);
        output.WriteLine(result.ToMarkdown());
        result.Check.Problems.ShouldBeEmpty();
    }
}
