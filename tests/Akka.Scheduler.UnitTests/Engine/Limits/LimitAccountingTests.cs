using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Limits;

/// <summary>The keeper's accounting among shards that lose, double and delay what they say to each other, and change their owners, as the keeper does.</summary>
public sealed class LimitAccountingTests
{
    private const int Steps = 4_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_more_is_open_than_the_limit_whatever_becomes_of_messages_and_owners(int most)
    {
        for (ulong seed = 1; seed <= 100; seed++)
        {
            var model = new LimitModel(new SeededRandom(Seed.Combine(seed, (ulong)most)), most);
            for (var step = 0; step < Steps; step++)
            {
                model.Step();
                model.Open.ShouldBeLessThanOrEqualTo(most, $"seed {seed}, step {step}: {model.Last}");
            }

            model.Started.ShouldBeGreaterThan(20, $"seed {seed}");
        }
    }

    [Fact]
    public void When_all_is_heard_and_over_the_keeper_counts_nothing()
    {
        for (ulong seed = 1; seed <= 100; seed++)
        {
            var model = new LimitModel(new SeededRandom(seed), 2);
            for (var step = 0; step < Steps; step++) model.Step();
            model.Settle();
            (model.Open, model.Held, model.Waiting).ShouldBe((0, 0, 0), $"seed {seed}");
        }
    }
}
