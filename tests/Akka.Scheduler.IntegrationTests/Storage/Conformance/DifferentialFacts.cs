using Akka.Scheduler.Testing.Simulation;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>The simulated store and a real one do the same: this is what keeps the simulation honest.</summary>
public abstract class DifferentialFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    private const int Steps = 250;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task The_same_operations_lead_to_the_same_state(int seed)
    {
        await using var real = await new TFixture().OpenAsync();
        await real.Ports.Retention.PrepareAsync(Sample.Now, CancellationToken.None);
        var simulated = new SimulatedStore(TimeProvider.System, seed).Connect("differential");
        var run = new DifferentialRun(seed, simulated, real.Ports);

        await run.StartAsync();
        for (var step = 0; step < Steps; step++) await run.StepAsync();
        await run.CompareAsync();
    }
}
