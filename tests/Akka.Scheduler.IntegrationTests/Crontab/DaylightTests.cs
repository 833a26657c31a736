using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Crontab;

/// <summary>
/// The nights in which Berlin changes its clocks, as the interface and the command line tell them: on 29 March 2026 the hour from two to
/// three is left out, on 25 October 2026 it comes twice.
/// </summary>
public class DaylightTests(CliNode node) : IClassFixture<CliNode>
{
    private const string BeforeSpring = "2026-03-28T00:00:00.000Z";
    private const string BeforeAutumn = "2026-10-24T00:00:00.000Z";

    public static TheoryData<string, string, string[]> Nights { get; } = new()
    {
        // Half past two is left out: it fires when the clock has jumped.
        { "30 2 * * *", BeforeSpring, ["2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z"] },
        { "0 3 * * *", BeforeSpring, ["2026-03-28T02:00Z", "2026-03-29T01:00Z", "2026-03-30T01:00Z"] },
        { "0 * * * *", "2026-03-28T23:30:00.000Z", ["2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-29T02:00Z"] },

        // Half past two comes twice: it fires the first time only. What fires in intervals fires in both hours.
        { "30 2 * * *", BeforeAutumn, ["2026-10-24T00:30Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z"] },
        { "0 3 * * *", BeforeAutumn, ["2026-10-24T01:00Z", "2026-10-25T02:00Z", "2026-10-26T02:00Z"] },
        { "*/30 * * * *", "2026-10-25T00:15:00.000Z", ["2026-10-25T00:30Z", "2026-10-25T01:00Z", "2026-10-25T01:30Z"] },
    };

    [Theory]
    [MemberData(nameof(Nights))]
    public async Task A_preview_over_HTTP_has_them(string cron, string from, string[] expected)
    {
        using var http = new HttpClient { BaseAddress = node.Api };
        using var answer = await http.PostAsJsonAsync("schedules/preview", new { cron, timeZone = "Europe/Berlin", count = 3, from });

        answer.EnsureSuccessStatusCode();
        Instants(await answer.Content.ReadFromJsonAsync<JsonElement>()).ShouldBe(expected.Select(DateTimeOffset.Parse));
    }

    [Theory]
    [MemberData(nameof(Nights))]
    public async Task The_command_line_has_them(string cron, string from, string[] expected)
    {
        var result = await node.RunAsync("schedule", "next", "--cron", cron, "--time-zone", "Europe/Berlin", "--from", from, "--count", "3");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(DateTimeOffset.Parse).ShouldBe(expected.Select(DateTimeOffset.Parse));
    }

    [Fact]
    public async Task A_schedule_has_them()
    {
        var applied = await node.RunAsync(
            "schedule", "apply", "--id", "half-past-two", "--cron", "30 2 * * *", "--time-zone", "Europe/Berlin", "--executor", "noop");
        applied.ExitCode.ShouldBe(0, applied.Error);

        foreach (var from in (string[])[BeforeSpring, BeforeAutumn])
        {
            var expected = Nights.Single(night => (string)night[0] == "30 2 * * *" && (string)night[1] == from);
            var next = await node.AskAsync("schedule", "next", "half-past-two", "--from", from, "--count", "3");
            Instants(next.Single()).ShouldBe(((string[])expected[2]).Select(DateTimeOffset.Parse));
        }
    }

    private static DateTimeOffset[] Instants(JsonElement answer) =>
        [.. answer.GetProperty("items").EnumerateArray().Select(at => at.GetDateTimeOffset())];
}
