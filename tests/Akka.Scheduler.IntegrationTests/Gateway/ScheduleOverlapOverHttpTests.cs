using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Overlap on a real node, with commands that last.</summary>
public sealed class ScheduleOverlapOverHttpTests : IAsyncLifetime
{
    private ServedNode _node = null!;

    public async Task InitializeAsync() => _node = await ServedNode.StartAsync(
        options => options with { Executors = options.Executors with { Shell = new() { Enabled = true, KillGrace = TimeSpan.FromMilliseconds(100) } } });

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task The_previous_command_is_stopped_before_the_next_one_starts()
    {
        await PutAsync("newest", "cancelPrevious", "sleep 600");
        var runs = await UntilAsync("schedules/newest/runs", found => found.Count(run => Text(run, "taskStatus") == "cancelled") >= 2);
        runs.Count(run => Text(run, "taskStatus") == "running").ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task What_waits_is_shown_with_what_it_waits_for_and_goes_on_when_that_has_ended()
    {
        await PutAsync("line", "queue", "sleep 600");
        var runs = await UntilAsync("schedules/line/runs", found => found.Count(run => Text(run, "outcome") == "waiting") >= 2);
        var first = Text(runs.Single(run => Text(run, "outcome") == "created"), "taskId");
        var schedule = await _node.AskAsync(HttpMethod.Get, "schedules/line", null, 200);
        (Text(schedule, "reason"), Text(schedule, "waitsFor")).ShouldBe(("waitsForPrevious", first));

        await _node.AskAsync(HttpMethod.Post, $"tasks/{Uri.EscapeDataString(first!)}/cancel", null, 200);
        runs = await UntilAsync("schedules/line/runs", found => found.Count(run => Text(run, "outcome") == "created") == 2);
        var created = runs.Where(run => Text(run, "outcome") == "created").Select(run => run.GetProperty("at").GetDateTimeOffset()).Order().ToList();
        (created[1] - created[0]).ShouldBe(TimeSpan.FromMilliseconds(300));
    }

    private Task<JsonElement> PutAsync(string id, string overlap, string command) => _node.AskAsync(
        HttpMethod.Put, $"schedules/{id}",
        $$$$"""{"every":"300ms","overlap":"{{{{overlap}}}}","task":{"executor":"shell","payload":{"command":"{{{{command}}}}"}}}""", 201);

    private async Task<List<JsonElement>> UntilAsync(string path, Func<List<JsonElement>, bool> isSo)
    {
        while (true)
        {
            var answer = await _node.AskAsync(HttpMethod.Get, path, null, 200);
            List<JsonElement> items = [.. answer.GetProperty("items").EnumerateArray()];
            if (isSo(items)) return items;
            await Task.Yield();
        }
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
