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
        var steep = Policy with { Backoff = new Backoff.Exponential(TimeSpan.FromSeconds(10), 100), MaxDelay = TimeSpan.FromDays(365) };
        for (var retry = 6; retry <= 1000; retry++) steep.DelayOf(retry, 0).ShouldBe(steep.MaxDelay);
    }

    [Fact]
    public void No_back_off_stays_none_at_any_rate() =>
        (Policy with { Backoff = new Backoff.Exponential(TimeSpan.Zero, 100) }).DelayOf(1000, 0.9).ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData(0.0, 10.0)]
    [InlineData(0.5, 7.5)]
    [InlineData(0.999999, 5.0)]
    public void Jitter_takes_off_up_to_its_share(double random, double seconds)
    {
        var delay = (Policy with { Jitter = 0.5 }).DelayOf(1, random);
        delay.TotalSeconds.ShouldBe(seconds, 0.001);
    }

    [Theory]
    [InlineData(1, 5, 5, 1)]
    [InlineData(2, 5, 10, 7)]
    [InlineData(3, 5, 15, 60)]
    [InlineData(4, 5, 20, 60)]
    [InlineData(13, 5, 60, 60)]
    public void Each_kind_has_its_own_waits_below_the_common_bound(int retry, int same, int linear, int listed)
    {
        var second = TimeSpan.FromSeconds(1);
        (Policy with { Backoff = new Backoff.Fixed(5 * second) }).DelayOf(retry, 0).ShouldBe(same * second);
        (Policy with { Backoff = new Backoff.Linear(5 * second) }).DelayOf(retry, 0).ShouldBe(linear * second);
        (Policy with { Backoff = new Backoff.Listed([second, 7 * second, TimeSpan.FromDays(1)]) }).DelayOf(retry, 0).ShouldBe(listed * second);
    }

    [Fact]
    public void Jitter_takes_its_share_off_whatever_the_kind()
    {
        var ten = TimeSpan.FromSeconds(10);
        foreach (var backoff in new Backoff[] { new Backoff.Exponential(ten, 2), new Backoff.Fixed(ten), new Backoff.Linear(ten), new Backoff.Listed([ten]) })
            (Policy with { Backoff = backoff, Jitter = 1 }).DelayOf(1, 0.25).ShouldBe(TimeSpan.FromSeconds(7.5));
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData(5, 10)]
    [InlineData(30, 30)]
    [InlineData(600, 60)]
    public void What_the_target_asks_for_holds_if_it_is_longer_up_to_the_bound(int? asked, int seconds) =>
        (Policy with { Backoff = new Backoff.Fixed(TimeSpan.FromSeconds(10)) })
            .DelayOf(3, 0, asked is { } after ? TimeSpan.FromSeconds(after) : null).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Policies_are_compared_by_what_they_hold()
    {
        var one = Policy with { Backoff = new Backoff.Listed([TimeSpan.Zero]), Errors = new(["404"], ["x"]) };
        var same = Policy with { Backoff = new Backoff.Listed(new List<TimeSpan> { TimeSpan.Zero }), Errors = new(new List<string> { "404" }, ["x"]) };
        same.ShouldBe(one);
        same.GetHashCode().ShouldBe(one.GetHashCode());
        (same with { Errors = new(["x"], ["404"]) }).ShouldNotBe(one);
    }

    [Fact]
    public void Retries_count_from_one() => Should.Throw<ArgumentOutOfRangeException>(() => Policy.DelayOf(0, 0));
}
