using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Policy = new(1000, TimeSpan.FromSeconds(10), 2.0, TimeSpan.FromMinutes(1), 0);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(4, 60)]
    [InlineData(1000, 60)]
    public void The_back_off_doubles_up_to_its_bound(int retry, int seconds) =>
        Policy.DelayOf(retry, 0.5).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void The_steepest_rate_ends_at_the_bound_and_never_overflows()
    {
        var steep = Policy with { BackoffRate = 100, MaxDelay = TimeSpan.FromDays(365) };
        for (var retry = 6; retry <= 1000; retry++) steep.DelayOf(retry, 0).ShouldBe(steep.MaxDelay);
    }

    [Fact]
    public void No_back_off_stays_none_at_any_rate() =>
        (Policy with { Delay = TimeSpan.Zero, BackoffRate = 100 }).DelayOf(1000, 0.9).ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData(0.0, 10.0)]
    [InlineData(0.5, 7.5)]
    [InlineData(0.999999, 5.0)]
    public void Jitter_takes_off_up_to_its_share(double random, double seconds)
    {
        var delay = (Policy with { Jitter = 0.5 }).DelayOf(1, random);
        delay.TotalSeconds.ShouldBe(seconds, 0.001);
    }

    [Fact]
    public void Retries_count_from_one() => Should.Throw<ArgumentOutOfRangeException>(() => Policy.DelayOf(0, 0));
}
