using Akka.Scheduler.Cli.Crontab;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class CrontabParserTests
{
    [Fact]
    public void Every_line_of_a_real_crontab_is_taken()
    {
        var lines = CrontabParser.Parse(CrontabSample.Text, hasUserColumn: false);
        lines.OfType<CrontabLine.Refused>().ShouldBeEmpty();
        lines.Count.ShouldBe(CrontabSample.Jobs);
        lines[0].Number.ShouldBe(8);
        lines[^1].Number.ShouldBe(29);
    }

    [Theory]
    [InlineData("@hourly x", "0 * * * *")]
    [InlineData("@daily x", "0 0 * * *")]
    [InlineData("@midnight x", "0 0 * * *")]
    [InlineData("@weekly x", "0 0 * * 0")]
    [InlineData("@monthly x", "0 0 1 * *")]
    [InlineData("@yearly x", "0 0 1 1 *")]
    [InlineData("@annually x", "0 0 1 1 *")]
    [InlineData("@every_minute x", "* * * * *")]
    [InlineData("@every_second x", "* * * * * *")]
    [InlineData("@reboot x", null)]
    [InlineData("0 0 * * 7 x", "0 0 * * 7")]
    [InlineData("0 0 * * 5-7 x", "0 0 * * 5-7")]
    [InlineData("0 0 * * fri-SUN x", "0 0 * * fri-SUN")]
    [InlineData("0 0 * jan-Mar/2 sun-tue x", "0 0 * jan-Mar/2 sun-tue")]
    [InlineData("\t5  4\t* jan-mar,DEC Sun x", "5 4 * jan-mar,DEC Sun")]
    [InlineData("-*/5 * * * * x", "*/5 * * * *")]
    public void Fields_and_macros_become_an_expression(string line, string? cron)
    {
        var job = Job(line);
        job.Cron.ShouldBe(cron);
        job.Command.ShouldBe("x");
    }

    [Theory]
    [InlineData("60 * * * * x", "minute: '60' is not between 0 and 59")]
    [InlineData("* 24 * * * x", "hour: '24'")]
    [InlineData("* * 0 * * x", "day of month: '0'")]
    [InlineData("* * * 13 * x", "month: '13' is not between 1 and 12, nor one of jan to dec")]
    [InlineData("* * * * 8 x", "day of week: '8'")]
    [InlineData("* * * * fry x", "day of week: 'fry'")]
    [InlineData("*/0 * * * * x", "a step is a whole number from 1")]
    [InlineData("30-10 * * * * x", "runs backwards")]
    [InlineData("0 0 * nov-feb * x", "month: 'nov-feb' runs backwards: write two ranges")]
    [InlineData("0 0 L * * x", "day of month: 'L' is not between 1 and 31")]
    [InlineData("0 0 ? * * x", "day of month: '?' is not a value")]
    [InlineData("0 0 * * january x", "day of week: 'january'")]
    [InlineData("0 0 * January * x", "nor one of jan to dec")]
    [InlineData("0~59 * * * * x", "random")]
    [InlineData("1,,2 * * * * x", "minute: ''")]
    [InlineData("* * * * x", "Five fields")]
    [InlineData("* * * * *", "no command")]
    [InlineData("@daily", "no command")]
    [InlineData("@fortnightly x", "is not a macro: use @reboot, @yearly")]
    [InlineData("nonsense", "Five fields")]
    public void A_line_that_cannot_be_taken_says_why(string line, string reason) =>
        CrontabParser.Parse(line, hasUserColumn: false).ShouldHaveSingleItem()
            .ShouldBeOfType<CrontabLine.Refused>().Reason.ShouldContain(reason);

    [Fact]
    public void Assignments_apply_to_the_lines_below_them()
    {
        var jobs = Jobs("A=1\n@daily first\nA = 2\nSHELL=/bin/bash\nB=\"  kept  \"\n'C'=it's\n@daily second");
        jobs[0].Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "1" });
        jobs[0].Shell.ShouldBe("/bin/sh");
        jobs[1].Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "2", ["B"] = "  kept  ", ["C"] = "it's", ["SHELL"] = "/bin/bash" });
        jobs[1].Shell.ShouldBe("/bin/bash");
    }

    [Fact]
    public void The_zone_of_a_line_is_the_one_named_above_it()
    {
        var jobs = Jobs("@daily a\nTZ=Asia/Tokyo\n@daily b\nCRON_TZ=Europe/Berlin\n@daily c\nCRON_TZ=\n@daily d");
        jobs.Select(job => job.TimeZone).ShouldBe([null, "Asia/Tokyo", "Europe/Berlin", "Asia/Tokyo"]);
        jobs[2].Environment.ShouldBe(new Dictionary<string, string> { ["TZ"] = "Asia/Tokyo" });
    }

    [Theory]
    [InlineData("@daily mail -s hi bob%Dear Bob,%%bye", "mail -s hi bob", "Dear Bob,\n\nbye\n")]
    [InlineData(@"@daily date +\%F", "date +%F", null)]
    [InlineData(@"@daily cat%50\% off", "cat", "50% off\n")]
    [InlineData(@"@daily printf 'a\nb'", @"printf 'a\nb'", null)]
    [InlineData("@daily cat%", "cat", "\n")]
    [InlineData("@daily echo a # b", "echo a # b", null)]
    public void A_bare_percent_sign_parts_the_command_from_its_input(string line, string command, string? input)
    {
        var job = Job(line);
        job.Command.ShouldBe(command);
        job.StandardInput.ShouldBe(input);
    }

    [Fact]
    public void A_systems_crontab_has_a_user_column()
    {
        var lines = CrontabParser.Parse("17 * * * * root cd / && run-parts /etc/cron.hourly\n@daily www-data x\n0 0 * * * /bin/x y", hasUserColumn: true);
        var job = lines[0].ShouldBeOfType<CrontabLine.Job>();
        job.User.ShouldBe("root");
        job.Command.ShouldBe("cd / && run-parts /etc/cron.hourly");
        lines[1].ShouldBeOfType<CrontabLine.Job>().User.ShouldBe("www-data");
        lines[2].ShouldBeOfType<CrontabLine.Refused>().Reason.ShouldContain("--user-format");
    }

    [Fact]
    public void Files_from_other_systems_read_alike() =>
        Jobs("\uFEFF# from elsewhere\r\n@daily a\r\n\r\n@daily b").Select(job => (job.Number, job.Command)).ShouldBe([(2, "a"), (4, "b")]);

    private static CrontabLine.Job Job(string line) => Jobs(line).ShouldHaveSingleItem();

    private static List<CrontabLine.Job> Jobs(string text) =>
        CrontabParser.Parse(text, hasUserColumn: false).ConvertAll(line => line.ShouldBeOfType<CrontabLine.Job>());
}
