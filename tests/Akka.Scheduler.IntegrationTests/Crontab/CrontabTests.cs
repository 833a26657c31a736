using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Crontab;

/// <summary>Crontabs as people have them, through the published command line into the published node.</summary>
public class CrontabTests(CliNode node) : IClassFixture<CliNode>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_dry_run_shows_the_schedule_and_the_next_three_instants_of_each_line()
    {
        var schedules = (await node.AskAsync("schedule", "list")).Length;

        var lines = await node.AskAsync("import", "crontab", Sample("server.crontab"), "--dry-run", "--time-zone", "UTC", "--prefix", "dry-");

        lines.Length.ShouldBe(20);
        lines.ShouldAllBe(line => line.GetProperty("status").GetString() == "ok");
        lines.Select(ScheduleOf).ShouldBe([
            "*/5 * * * *", "12 * * * *", "35 6 * * *", "50 6 * * 7", "5 7 1 * *", "0 9-17/4 * * mon-fri", "30 2 * * *", "0,30 0-3 * jan,jul sun",
            "0 5 13 * fri", "*/15 8-18 * * 1-5", "59 23 31 12 *", "0 * * * *", "0 0 * * *", "0 0 * * 0", "0 0 1 * *", "0 0 1 1 *", "@reboot",
            "0 3 * * *", "15 2 * * *", "*/20 * * * *"]);
        foreach (var line in lines.Where(line => ScheduleOf(line) != "@reboot"))
        {
            var next = NextOf(line);
            next.Length.ShouldBe(3);
            next.ShouldBeInOrder(SortDirection.Ascending);
            next.Distinct().Count().ShouldBe(3);
        }

        NextOf(lines[0]).ShouldAllBe(at => at.Minute % 5 == 0 && at.Second == 0);
        NextOf(lines[1]).ShouldAllBe(at => at.Minute == 12);
        NextOf(lines[5]).ShouldAllBe(at => at.Hour == 9 || at.Hour == 13 || at.Hour == 17);
        NextOf(lines[8]).ShouldAllBe(at => at.Hour == 5 && (at.Day == 13 || at.DayOfWeek == DayOfWeek.Friday));
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        NextOf(lines[17]).ShouldAllBe(at => TimeZoneInfo.ConvertTime(at, berlin).Hour == 3);
        (await node.AskAsync("schedule", "list")).Length.ShouldBe(schedules);
    }

    [Fact]
    public async Task A_dry_run_is_a_table_for_people()
    {
        var result = await node.RunAsync("import", "crontab", Sample("server.crontab"), "--dry-run", "--time-zone", "UTC");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("0 9-17/4 * * mon-fri");
        result.Output.ShouldContain("once, at import");
        result.Output.ShouldContain("Europe/Berlin");
        result.Error.ShouldContain("20 lines: 20 would be imported, 0 refused");
    }

    [Theory]
    [InlineData("--dry-run", "2 would be imported")]
    [InlineData("--prefix=damaged-", "2 imported")]
    public async Task Bad_lines_are_refused_by_number_and_reason_and_the_others_are_taken(string how, string taken)
    {
        var result = await node.RunAsync("import", "crontab", Sample("damaged.crontab"), how);

        result.ExitCode.ShouldBe(4);
        result.Error.ShouldContain("line 2: minute: '61' is not between 0 and 59");
        result.Error.ShouldMatch("line 4: .*'0 0 30 2 \\*' never occurs");
        result.Error.ShouldContain("line 5: hour: '25' is not between 0 and 23");
        result.Error.ShouldContain("line 6: ");
        result.Error.ShouldContain("line 7: '@fortnightly' is not a macro");
        result.Error.ShouldMatch("line 9: .*'Mars/Olympus' is not known");
        result.Error.ShouldContain($"8 lines: {taken}, 6 refused");
    }

    [Fact]
    public async Task Imported_lines_fire_and_their_output_is_kept()
    {
        const string Lines = "GREETING=hello\n@every_second  echo \"$GREETING at 100\\%\"\n@every_second  cat%first%second\n* * * * *  echo by the minute >&2\n";
        using var file = new CrontabFile(Lines);
        var imported = await node.AskAsync("import", "crontab", file.Path, "--user-format", "--prefix", "fires-", "--time-zone", "Europe/Berlin");
        imported.Length.ShouldBe(3);

        (await FirstOutputAsync(imported[0])).ShouldBe("hello at 100%\n");
        (await FirstOutputAsync(imported[1])).ShouldBe("first\nsecond\n");
        (await FirstOutputAsync(imported[2])).ShouldBe("by the minute\n");

        // The same file again changes nothing; without its lines, nothing of it is left.
        (await node.AskAsync("import", "crontab", file.Path, "--user-format", "--prefix", "fires-", "--time-zone", "Europe/Berlin")).Length.ShouldBe(3);
        (await FiringAsync()).Length.ShouldBe(3);
        await File.WriteAllTextAsync(file.Path, "# nothing\n");
        (await node.RunAsync("import", "crontab", file.Path, "--prefix", "fires-", "--prune")).ExitCode.ShouldBe(0);
        (await FiringAsync()).ShouldBeEmpty();
    }

    private async Task<string[]> FiringAsync() =>
        [.. (await node.AskAsync("schedule", "list")).Select(IdOf).Where(id => id.StartsWith("fires-", StringComparison.Ordinal))];

    // The first task of a schedule that has finished, as the command line shows its output.
    private async Task<string> FirstOutputAsync(JsonElement line)
    {
        using var http = new HttpClient { BaseAddress = node.Api };
        using var stop = new CancellationTokenSource(Patience);
        while (true)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"tasks?scheduleId={IdOf(line)}&status=succeeded&limit=1", stop.Token);
            if (page.GetProperty("items").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } task)
            {
                var log = await node.RunAsync("task", "log", IdOf(task));
                log.ExitCode.ShouldBe(0, log.Error);
                return log.Output + log.Error;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), stop.Token);
        }
    }

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Crontab", name);

    private static string IdOf(JsonElement item) => item.GetProperty("id").GetString()!;

    private static string ScheduleOf(JsonElement line) => line.GetProperty("schedule").GetString()!;

    private static DateTimeOffset[] NextOf(JsonElement line) => [.. line.GetProperty("next").EnumerateArray().Select(at => at.GetDateTimeOffset())];

    private sealed class CrontabFile : IDisposable
    {
        public CrontabFile(string lines) => File.WriteAllText(Path, lines);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
