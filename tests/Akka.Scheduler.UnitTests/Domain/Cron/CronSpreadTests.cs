using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

public sealed class CronSpreadTests
{
    [Fact]
    public void The_same_seed_gives_the_same_times_for_ever()
    {
        // Written out, because a change here would move every spread schedule of a running system.
        CronExpression.ParseAny("H H(0-5) H * *", seed: "billing/nightly").ToString().ShouldBe("52 1 13 * *");
        CronExpression.ParseAny("H/15 H * * H", seed: "billing/nightly").ToString().ShouldBe("13,28,43,58 7 * * 1");
        CronExpression.ParseAny("h(10-40)/10 * * H *", seed: "a").ToString().ShouldBe("18,28,38 * * 12 *");
    }

    [Fact]
    public void Values_stay_in_their_range_and_a_day_is_one_that_every_month_has()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var parts = CronExpression.ParseAny("H H(20-22) H H H", seed: $"s{seed}").ToString().Split(' ').Select(int.Parse).ToArray();
            parts[0].ShouldBeInRange(0, 59);
            parts[1].ShouldBeInRange(20, 22);
            parts[2].ShouldBeInRange(1, 28);
            parts[3].ShouldBeInRange(1, 12);
            parts[4].ShouldBeInRange(0, 6);
        }
    }

    [Fact]
    public void A_step_keeps_its_distance_from_a_spread_start()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var minutes = CronExpression.ParseAny("H/15 * * * *", seed: $"s{seed}").ToString().Split(' ')[0].Split(',').Select(int.Parse).ToArray();
            minutes.Length.ShouldBe(4);
            minutes[0].ShouldBeLessThan(15);
            minutes[3].ShouldBe(minutes[0] + 45);
        }
    }

    [Fact]
    public void Many_seeds_are_spread_evenly_over_the_hour()
    {
        var counts = new int[60];
        for (var seed = 0; seed < 60_000; seed++)
            counts[int.Parse(CronExpression.ParseAny("H * * * *", seed: $"schedule-{seed}").ToString().Split(' ')[0])]++;
        counts.ShouldAllBe(count => count > 850 && count < 1150);
    }

    [Fact]
    public void A_spread_value_is_a_point_and_a_spread_step_an_interval()
    {
        CronExpression.ParseAny("H 2 * * *", seed: "x").ShouldBe(CronExpression.ParseAny(CronExpression.ParseAny("H 2 * * *", seed: "x").ToString()));
        CronExpression.ParseAny("H/30 2 * * *", seed: "x").ShouldNotBe(CronExpression.ParseAny(CronExpression.ParseAny("H/30 2 * * *", seed: "x").ToString()));
    }

    [Theory]
    [InlineData("H(30-10) * * * *", 2, "Minutes: the range of 'H' must not wrap (position 2).")]
    [InlineData("H(30) * * * *", 4, "Minutes: unexpected character ')' where '-' was expected (position 4).")]
    [InlineData("H(1-2 * * * *", 5, "Minutes: the field ends where ')' was expected (position 5).")]
    public void A_wrong_range_is_named(string text, int position, string message)
    {
        var error = Should.Throw<CronFormatException>(() => CronExpression.ParseAny(text, seed: "x"));
        error.Message.ShouldBe(message);
        error.Position.ShouldBe(position);
    }
}
