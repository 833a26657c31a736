using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Short runs with fixed seeds: real processes, a real database, and faults of all kinds.</summary>
public sealed class FaultRunTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task All_invariants_hold_on_one_node_under_faults(int seed)
    {
        using var limit = new CancellationTokenSource(Limit);
        var result = await new FaultRun(new() { Seed = seed }, TimeProvider.System, output.WriteLine).GoAsync(limit.Token);
        output.WriteLine(result.ToMarkdown());
        result.Check.Problems.ShouldBeEmpty();
    }
}
