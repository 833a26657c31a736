using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

/// <summary>What is no cron expression, with the field and the position at fault; the words of messages are in <see cref="CronErrorTests"/>.</summary>
public sealed class CronRefusalTests
{
    [Theory]
    [InlineData("- * * * * *", CronField.Seconds, 0)]
    [InlineData(", * * * * *", CronField.Seconds, 0)]
    [InlineData(",1 * * * * *", CronField.Seconds, 0)]
    [InlineData("/ * * * * *", CronField.Seconds, 0)]
    [InlineData("/5 * * * * *", CronField.Seconds, 0)]
    [InlineData("# * * * * *", CronField.Seconds, 0)]
    [InlineData("L * * * * *", CronField.Seconds, 0)]
    [InlineData("w * * * * *", CronField.Seconds, 0)]
    [InlineData("lW * * * * *", CronField.Seconds, 0)]
    [InlineData("SUN * * * * *", CronField.Seconds, 0)]
    [InlineData("+1 * * * * *", CronField.Seconds, 0)]
    [InlineData("60 * * * * *", CronField.Seconds, 0)]
    [InlineData("1k * * * * *", CronField.Seconds, 1)]
    [InlineData("0#2 * * * * *", CronField.Seconds, 1)]
    [InlineData("*#1 * * * * *", CronField.Seconds, 1)]
    [InlineData("*5 * * * * *", CronField.Seconds, 1)]
    [InlineData("*-5 * * * * *", CronField.Seconds, 1)]
    [InlineData("** * * * * *", CronField.Seconds, 1)]
    [InlineData("?,1 * * * * *", CronField.Seconds, 1)]
    [InlineData("5? * * * * *", CronField.Seconds, 1)]
    [InlineData("1.5 * * * * *", CronField.Seconds, 1)]
    [InlineData("*/ * * * * *", CronField.Seconds, 2)]
    [InlineData("1/ * * * * *", CronField.Seconds, 2)]
    [InlineData("1/0 * * * * *", CronField.Seconds, 2)]
    [InlineData("1/60 * * * * *", CronField.Seconds, 2)]
    [InlineData("1/k * * * * *", CronField.Seconds, 2)]
    [InlineData("*/-5 * * * * *", CronField.Seconds, 2)]
    [InlineData("1/2147483648 * * * * *", CronField.Seconds, 2)]
    [InlineData("1-60 * * * * *", CronField.Seconds, 2)]
    [InlineData("1--2 * * * * *", CronField.Seconds, 2)]
    [InlineData("1,? * * * * *", CronField.Seconds, 2)]
    [InlineData("1-2-3 * * * * *", CronField.Seconds, 3)]
    [InlineData("1/2/3 * * * * *", CronField.Seconds, 3)]
    [InlineData("1/2-3 * * * * *", CronField.Seconds, 3)]
    [InlineData("* 60 * * * *", CronField.Minutes, 2)]
    [InlineData("* */60 * * * *", CronField.Minutes, 4)]
    [InlineData("* * 24-1 * * *", CronField.Hours, 4)]
    [InlineData("* * */24 * * *", CronField.Hours, 6)]
    [InlineData("* * * 0 * *", CronField.DaysOfMonth, 6)]
    [InlineData("* * * 32 * *", CronField.DaysOfMonth, 6)]
    [InlineData("* * * 32W * *", CronField.DaysOfMonth, 6)]
    [InlineData("* * * 0W * *", CronField.DaysOfMonth, 6)]
    [InlineData("* * * WL * *", CronField.DaysOfMonth, 6)]
    [InlineData("* * * MON * *", CronField.DaysOfMonth, 6)]
    [InlineData("* * * 1L * *", CronField.DaysOfMonth, 7)]
    [InlineData("* * * 1#2 * *", CronField.DaysOfMonth, 7)]
    [InlineData("* * * L1 * *", CronField.DaysOfMonth, 7)]
    [InlineData("* * * L/2 * *", CronField.DaysOfMonth, 7)]
    [InlineData("* * * L,1 * *", CronField.DaysOfMonth, 7)]
    [InlineData("* * * LL * *", CronField.DaysOfMonth, 7)]
    [InlineData("* * * *W * *", CronField.DaysOfMonth, 7)]
    [InlineData("* * * */32 * *", CronField.DaysOfMonth, 8)]
    [InlineData("* * * 1W/2 * *", CronField.DaysOfMonth, 8)]
    [InlineData("* * * 1W,2 * *", CronField.DaysOfMonth, 8)]
    [InlineData("* * * 1WW * *", CronField.DaysOfMonth, 8)]
    [InlineData("* * * L- * *", CronField.DaysOfMonth, 8)]
    [InlineData("* * * L-31 * *", CronField.DaysOfMonth, 8)]
    [InlineData("* * * LW-2 * *", CronField.DaysOfMonth, 8)]
    [InlineData("* * * 1,L * *", CronField.DaysOfMonth, 8)]
    [InlineData("* * * 1-5W * *", CronField.DaysOfMonth, 9)]
    [InlineData("* * * * 0 *", CronField.Months, 8)]
    [InlineData("* * * * 13 *", CronField.Months, 8)]
    [InlineData("* * * * JA *", CronField.Months, 8)]
    [InlineData("* * * * MON *", CronField.Months, 8)]
    [InlineData("* * * * */13 *", CronField.Months, 10)]
    [InlineData("* * * * JANFEB *", CronField.Months, 11)]
    [InlineData("* * * * JANL *", CronField.Months, 11)]
    [InlineData("* * * * * 8", CronField.DaysOfWeek, 10)]
    [InlineData("* * * * * 8#1", CronField.DaysOfWeek, 10)]
    [InlineData("* * * * * L1", CronField.DaysOfWeek, 10)]
    [InlineData("* * * * * LMON", CronField.DaysOfWeek, 10)]
    [InlineData("* * * * * JAN", CronField.DaysOfWeek, 10)]
    [InlineData("* * * * * *L", CronField.DaysOfWeek, 11)]
    [InlineData("* * * * * *#1", CronField.DaysOfWeek, 11)]
    [InlineData("* * * * * 1W", CronField.DaysOfWeek, 11)]
    [InlineData("* * * * * */8", CronField.DaysOfWeek, 12)]
    [InlineData("* * * * * 1#0", CronField.DaysOfWeek, 12)]
    [InlineData("* * * * * 1#6", CronField.DaysOfWeek, 12)]
    [InlineData("* * * * * 1L,2", CronField.DaysOfWeek, 12)]
    [InlineData("* * * * * 1LL", CronField.DaysOfWeek, 12)]
    [InlineData("* * * * * 1-#2", CronField.DaysOfWeek, 12)]
    [InlineData("* * * * * 1,2L", CronField.DaysOfWeek, 13)]
    [InlineData("* * * * * 1-5L", CronField.DaysOfWeek, 13)]
    [InlineData("* * * * * 1#2#3", CronField.DaysOfWeek, 13)]
    [InlineData("* * * * * MONDAY", CronField.DaysOfWeek, 13)]
    public void Field_and_position_of_a_fault(string text, CronField field, int position)
    {
        var error = Should.Throw<CronFormatException>(() => CronExpression.Parse(text, CronFormat.IncludeSeconds));
        error.Field.ShouldBe(field);
        error.Position.ShouldBe(position);
        error.Message.ShouldEndWith($"(position {position}).");
        CronExpression.TryParse(text, CronFormat.IncludeSeconds, out var cron).ShouldBeFalse();
        cron.ShouldBeNull();
    }

    [Theory]
    [InlineData("@")]
    [InlineData("@ daily")]
    [InlineData("@reboot")]
    [InlineData("@invalid")]
    [InlineData("@daily@daily")]
    [InlineData("@every 5m")]
    [InlineData("@every_hour")]
    [InlineData("@hourly * * * *")]
    [InlineData("* * * * *\n")]
    [InlineData("*  *")]
    [InlineData("0;0;1;*;*")]
    public void Other_texts_that_are_refused(string text)
    {
        CronExpression.TryParse(text, out _).ShouldBeFalse();
        CronExpression.TryParse(text, CronFormat.IncludeSeconds, out _).ShouldBeFalse();
    }
}
