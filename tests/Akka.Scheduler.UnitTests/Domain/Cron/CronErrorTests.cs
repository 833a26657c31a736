using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

public sealed class CronErrorTests
{
    [Theory]
    [InlineData("60 * * * *", CronField.Minutes, 0, "Minutes: value 60 is out of range, it must be between 0 and 59 (position 0).")]
    [InlineData("*/60 * * * *", CronField.Minutes, 2, "Minutes: step 60 is out of range, it must be between 1 and 59 (position 2).")]
    [InlineData("*/0 * * * *", CronField.Minutes, 2, "Minutes: step 0 is out of range, it must be between 1 and 59 (position 2).")]
    [InlineData("1/99999999999 * * * *", CronField.Minutes, 2, "Minutes: step 99999999999 is out of range, it must be between 1 and 59 (position 2).")]
    [InlineData("-1 * * * *", CronField.Minutes, 0, "Minutes: unexpected character '-' where a value was expected (position 0).")]
    [InlineData("5- * * * *", CronField.Minutes, 2, "Minutes: the field ends where a value was expected (position 2).")]
    [InlineData("1,,2 * * * *", CronField.Minutes, 2, "Minutes: unexpected character ',' where a value was expected (position 2).")]
    [InlineData("1, * * * *", CronField.Minutes, 2, "Minutes: the field ends where a value was expected (position 2).")]
    [InlineData("1k * * * *", CronField.Minutes, 1, "Minutes: unexpected character 'k' where ',', '-', '/' or the end of the field was expected (position 1).")]
    [InlineData("?1 * * * *", CronField.Minutes, 1, "Minutes: unexpected character '1' where '/' or the end of the field was expected (position 1).")]
    [InlineData("?/0 * * * *", CronField.Minutes, 2, "Minutes: step 0 is out of range, it must be between 1 and 59 (position 2).")]
    [InlineData("* 24 * * *", CronField.Hours, 2, "Hours: value 24 is out of range, it must be between 0 and 23 (position 2).")]
    [InlineData("* L * * *", CronField.Hours, 2, "Hours: unexpected character 'L' where a value was expected (position 2).")]
    [InlineData("  *   * 0 * *", CronField.DaysOfMonth, 8, "Days of month: value 0 is out of range, it must be between 1 and 31 (position 8).")]
    [InlineData("* * L-31 * *", CronField.DaysOfMonth, 6, "Days of month: offset from the last day 31 is out of range, it must be between 0 and 30 (position 6).")]
    [InlineData("* * 1,2W * *", CronField.DaysOfMonth, 7, "Days of month: unexpected character 'W' where ',', '-', '/' or the end of the field was expected (position 7).")]
    [InlineData("* * W * *", CronField.DaysOfMonth, 4, "Days of month: unexpected character 'W' where a value was expected (position 4).")]
    [InlineData("* * 1LW * *", CronField.DaysOfMonth, 5, "Days of month: unexpected character 'L' where ',', '-', '/' or the end of the field was expected (position 5).")]
    [InlineData("* * MON * *", CronField.DaysOfMonth, 4, "Days of month: unexpected character 'M' where a value was expected (position 4).")]
    [InlineData("* * * JANUARY *", CronField.Months, 9, "Months: unexpected character 'U' where ',', '-', '/' or the end of the field was expected (position 9).")]
    [InlineData("* * * 13 *", CronField.Months, 6, "Months: value 13 is out of range, it must be between 1 and 12 (position 6).")]
    [InlineData("* * * * 8", CronField.DaysOfWeek, 8, "Days of week: value 8 is out of range, it must be between 0 and 7 (position 8).")]
    [InlineData("* * * * SUN#6", CronField.DaysOfWeek, 12, "Days of week: ordinal of the weekday 6 is out of range, it must be between 1 and 5 (position 12).")]
    [InlineData("* * * * 1#", CronField.DaysOfWeek, 10, "Days of week: the field ends where a number for the ordinal of the weekday was expected (position 10).")]
    [InlineData("* * * * L", CronField.DaysOfWeek, 8, "Days of week: unexpected character 'L' where a value was expected (position 8).")]
    [InlineData("* * * * 1#1,2#2", CronField.DaysOfWeek, 11, "Days of week: unexpected character ',' where the end of the field was expected (position 11).")]
    [InlineData("H * * * *", CronField.Minutes, 0, "Minutes: 'H' needs a seed to spread by, and none was given (position 0).")]
    public void An_error_names_field_and_position(string text, CronField field, int position, string message)
    {
        var error = Should.Throw<CronFormatException>(() => CronExpression.Parse(text));
        error.Message.ShouldBe(message);
        error.Field.ShouldBe(field);
        error.Position.ShouldBe(position);
    }

    [Theory]
    [InlineData("", CronFormat.Standard, null, 0, "The cron expression is empty.")]
    [InlineData(" \t ", CronFormat.Standard, null, 0, "The cron expression is empty.")]
    [InlineData("* * *", CronFormat.Standard, CronField.Months, 5,
        "The expression ends after 'Days of month': 3 of 5 fields are given, Months, Days of week are missing (position 5).")]
    [InlineData("0 0 * * *", CronFormat.IncludeSeconds, CronField.DaysOfWeek, 9,
        "The expression ends after 'Months': 5 of 6 fields are given, Days of week are missing (position 9). For five fields without seconds, use the standard format.")]
    [InlineData("0 0 0 * * *", CronFormat.Standard, null, 10,
        "The expression has more than the 5 fields expected (position 10). For seconds in front, use the format that includes seconds.")]
    [InlineData("* * * * * * *", CronFormat.IncludeSeconds, null, 12, "The expression has more than the 6 fields expected (position 12).")]
    [InlineData("* * * * * * *", CronFormat.Standard, null, 10, "The expression has more than the 5 fields expected (position 10).")]
    [InlineData("  @dayly", CronFormat.Standard, null, 2,
        "Unknown macro '@dayly' (position 2). Known are @every_second, @every_minute, @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.")]
    [InlineData("@daily 1", CronFormat.Standard, null, 0,
        "Unknown macro '@daily 1' (position 0). Known are @every_second, @every_minute, @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.")]
    public void A_wrong_number_of_fields_is_named(string text, CronFormat format, CronField? field, int position, string message)
    {
        var error = Should.Throw<CronFormatException>(() => CronExpression.Parse(text, format));
        error.Message.ShouldBe(message);
        error.Field.ShouldBe(field);
        error.Position.ShouldBe(position);
        CronExpression.TryParse(text, format, out var cron).ShouldBeFalse();
        cron.ShouldBeNull();
    }

    [Fact]
    public void Parsing_any_format_takes_five_or_six_fields_and_no_other_number()
    {
        CronExpression.ParseAny("0 3 * * *").ShouldBe(CronExpression.Parse("0 3 * * *"));
        CronExpression.ParseAny("7 0 3 * * *").ShouldBe(CronExpression.Parse("7 0 3 * * *", CronFormat.IncludeSeconds));
        Should.Throw<CronFormatException>(() => CronExpression.ParseAny("* * * *")).Field.ShouldBe(CronField.DaysOfWeek);
        Should.Throw<CronFormatException>(() => CronExpression.ParseAny("* * * * * * *")).Position.ShouldBe(12);
    }

    [Fact]
    public void Null_is_a_wrong_argument_and_not_a_wrong_text()
    {
        Should.Throw<ArgumentNullException>(() => CronExpression.Parse(null!)).ParamName.ShouldBe("expression");
        Should.Throw<ArgumentNullException>(() => CronExpression.TryParse(null!, out _)).ParamName.ShouldBe("expression");
        Should.Throw<ArgumentNullException>(() => CronExpression.Daily.GetNextOccurrence(DateTimeOffset.UnixEpoch, null!)).ParamName.ShouldBe("zone");
    }
}
