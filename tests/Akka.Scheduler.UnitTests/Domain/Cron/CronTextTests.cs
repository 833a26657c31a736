using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

public sealed class CronTextTests
{
    [Theory]
    [InlineData("  */15\t 0-23 ?  * SUN-sat ", "0,15,30,45 * * * *")]
    [InlineData("0 0 28-3/2 nov-feb 5-1", "0 0 1,3,28,30 1,2,11,12 0,1,5,6")]
    [InlineData("0 0 L-0W * 5", "0 0 LW * 5")]
    [InlineData("0 0 L-3 * *", "0 0 L-3 * *")]
    [InlineData("0 0 25w * friL", "0 0 25W * 5L")]
    [InlineData("0 0 * * 7#3", "0 0 * * 0#3")]
    [InlineData("0 5 5 5 5 5", "5 5 5 5 5")]
    [InlineData("*/30 5 5 5 5 5", "0,30 5 5 5 5 5")]
    [InlineData("@weekly", "0 0 * * 0")]
    [InlineData("?/20 ?/12 ? ? ?", "0,20,40 0,12 * * *")]
    [InlineData("0 0 * * */7", "0 0 * * 0")]
    [InlineData("0 0 * * 6/1", "0 0 * * 0,6")]
    [InlineData("0 0 * * 7-7", "0 0 * * 0")]
    [InlineData("0 0 * * 6-4/3", "0 0 * * 2,6")]
    [InlineData("0 0 */31 OCT-feb/2 SUN-SAT", "0 0 1 2,10,12 *")]
    [InlineData("45-15/20 23-1 * * *", "5,45 0,1,23 * * *")]
    public void Canonical_text(string text, string canonical)
    {
        var cron = CronExpression.ParseAny(text);
        cron.ToString().ShouldBe(canonical);
        cron.Text.ShouldBe(text);
        CronExpression.ParseAny(canonical).ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("* * * * *", "0/2,1/2 0-23 1-31 1-12 0-7")]
    [InlineData("* * * * 5-2", "* * * * 0-2,FRI-SAT")]
    [InlineData("* * L * 0L", "* * L-0 * 7L")]
    [InlineData("0 * * * *", "@hourly")]
    public void Expressions_with_the_same_occurrences_are_equal(string left, string right)
    {
        var (one, other) = (CronExpression.Parse(left), CronExpression.Parse(right));
        one.ShouldBe(other);
        (one == other).ShouldBeTrue();
        (one != other).ShouldBeFalse();
        one.GetHashCode().ShouldBe(other.GetHashCode());
    }

    [Theory]
    [InlineData("1 1 1 1 1", "1 1 1 1 2")]
    [InlineData("* * 31 1 *", "* * L 1 *")]
    [InlineData("* * L * *", "* * LW * *")]
    [InlineData("* * * * 0", "* * * * 0#1")]
    [InlineData("0,30 2 * * *", "*/30 2 * * *")]
    public void Expressions_with_other_occurrences_in_some_zone_are_not_equal(string left, string right)
    {
        var (one, other) = (CronExpression.Parse(left), CronExpression.Parse(right));
        one.ShouldNotBe(other);
        (one != other).ShouldBeTrue();
        one.GetHashCode().ShouldNotBe(other.GetHashCode());
        one.Equals(null).ShouldBeFalse();
        (one == null).ShouldBeFalse();
    }
}
