using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

public sealed class CronDayRuleTests
{
    // November 2026 begins on a Sunday; its Fridays are 6, 13, 20 and 27.
    [Theory]
    [InlineData("0 0 13 * 5", CronDayRule.Both, "13")]
    [InlineData("0 0 13 * 5", CronDayRule.Either, "6,13,20,27")]
    [InlineData("0 0 10,13 * 5", CronDayRule.Either, "6,10,13,20,27")]
    [InlineData("0 0 L * 5", CronDayRule.Either, "6,13,20,27,30")]
    [InlineData("0 0 2 * 5#1", CronDayRule.Either, "2,6")]
    [InlineData("0 0 13 * *", CronDayRule.Either, "13")]
    [InlineData("0 0 * * 5", CronDayRule.Either, "6,13,20,27")]
    [InlineData("0 0 ? * 5", CronDayRule.Either, "6,13,20,27")]
    // A field that begins with a star is unrestricted for the rule, and then both must match.
    [InlineData("0 0 */2 * 5", CronDayRule.Either, "13,27")]
    [InlineData("0 0 1-31/2 * 5", CronDayRule.Either, "1,3,5,6,7,9,11,13,15,17,19,20,21,23,25,27,29")]
    [InlineData("0 0 13 * */5", CronDayRule.Either, "13")]
    public void Days_of_november_2026(string text, CronDayRule rule, string days)
    {
        var from = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
        var found = CronExpression.Parse(text, CronFormat.Standard, rule).GetOccurrences(from, from.AddMonths(1));
        string.Join(',', found.Select(at => at.Day)).ShouldBe(days);
    }

    [Fact]
    public void The_rule_tells_expressions_apart_only_where_it_matters()
    {
        CronExpression.ParseAny("0 0 13 * 5", CronDayRule.Either).ShouldNotBe(CronExpression.ParseAny("0 0 13 * 5"));
        CronExpression.ParseAny("0 0 13 * *", CronDayRule.Either).ShouldBe(CronExpression.ParseAny("0 0 13 * *"));
    }
}
