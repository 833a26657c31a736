using System.Globalization;
using System.Text.Json;
using Akka.Scheduler.Executors.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>What a schedule says of its instants, on a real node: when they are, how many there are, and what runs beside what.</summary>
public sealed class ScheduleLifeTests : IAsyncLifetime
{
    private const int Many = 10_000;
    private readonly TaskCompletionSource<object?> _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServedNode _node = null!;

    public async Task InitializeAsync() => _node = await ServedNode.StartAsync(options => options, services => services.AddSingleton(TaskHandlers.Of("wait", (_, _) => _release.Task)));

    public async Task DisposeAsync()
    {
        _release.TrySetResult(null);
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task A_single_instant_has_one_task_and_then_the_schedule_has_ended()
    {
        var at = Round(DateTimeOffset.UtcNow.AddSeconds(1));
        foreach (var (id, instant) in new[] { ("ahead", at), ("behind", at.AddDays(-1)) })
        {
            await PutAsync(id, $$$$"""{"at":"{{{{Text(instant)}}}}","catchUpWindow":"2d","task":{"executor":"noop"}}""");
            var ended = await UntilAsync($"schedules/{id}", schedule => Word(schedule, "state") == "ended" && schedule.GetProperty("runs").GetInt64() > 0);
            ended.GetProperty("runs").GetInt64().ShouldBe(1);
            Instants(await RunsAsync(id)).ShouldBe([instant]);
        }
    }

    [Fact]
    public async Task An_interval_has_just_the_instants_from_its_start_to_its_end()
    {
        var start = Round(DateTimeOffset.UtcNow.AddSeconds(2));
        var made = await PutAsync("span", $$$$"""{"every":"500ms","startAt":"{{{{Text(start)}}}}","endAt":"{{{{Text(start.AddSeconds(2))}}}}","overlap":"allow","misfire":"fireAll","task":{"executor":"noop"}}""");
        // Of those before its creation it owes none.
        var owed = Enumerable.Range(0, 5).Select(i => start.AddSeconds(i * 0.5)).Where(instant => instant > Instant(made, "createdAt")).ToList();
        await UntilAsync("schedules/span", schedule => schedule.GetProperty("runs").GetInt64() == owed.Count && Word(schedule, "state") == "ended");
        Instants(await RunsAsync("span")).ShouldBe(owed);
    }

    [Fact]
    public async Task Jitter_makes_tasks_due_just_when_the_preview_says()
    {
        var start = Round(DateTimeOffset.UtcNow.AddSeconds(1));
        await PutAsync("jitter", $$$$"""{"every":"500ms","startAt":"{{{{Text(start)}}}}","maxRuns":6,"jitter":"400ms","overlap":"allow","misfire":"fireAll","task":{"executor":"noop"}}""");
        var preview = await _node.AskAsync(HttpMethod.Get, $"schedules/jitter/next?count=100&from={Uri.EscapeDataString(Text(start.AddMilliseconds(-1)))}", null, 200);
        var told = preview.GetProperty("details").EnumerateArray().ToDictionary(each => Instant(each, "at"), each => Instant(each, "dueAt"));
        told.ShouldAllBe(each => each.Value >= each.Key && each.Value < each.Key.AddMilliseconds(400));
        told.Select(each => each.Value - each.Key).Distinct().Count().ShouldBeGreaterThan(3);
        await UntilAsync("schedules/jitter", schedule => schedule.GetProperty("runs").GetInt64() == 6);
        foreach (var run in await RunsAsync("jitter"))
        {
            var task = await UntilAsync($"tasks/{Uri.EscapeDataString(Word(run, "taskId")!)}", found => Word(found, "status") == "succeeded");
            Instant(task, "dueAt").ShouldBe(told[Instant(run, "at")]);
            Instant(task, "startedAt").ShouldBeGreaterThanOrEqualTo(Instant(task, "dueAt"));
        }
    }

    [Fact]
    public async Task Runs_are_left_out_or_go_side_by_side_as_the_overlap_says()
    {
        await PutAsync("skip", """{"every":"200ms","overlap":"skip","task":{"executor":"wait"}}""");
        await PutAsync("allow", """{"every":"200ms","overlap":"allow","task":{"executor":"wait"}}""");
        await UntilAsync("schedules/skip/runs", runs => Items(runs).Count(run => Word(run, "reason") == "overlap") >= 2);
        Items(await _node.AskAsync(HttpMethod.Get, "schedules/skip/runs", null, 200)).Count(run => Word(run, "outcome") == "created").ShouldBe(1);
        await UntilAsync("schedules/allow/runs", runs => Items(runs).Count(run => Word(run, "taskStatus") == "running") >= 2);
    }

    [Fact]
    public async Task Ten_thousand_schedules_are_made_by_one_request_and_left_alone_by_the_next()
    {
        var items = Enumerable.Range(0, Many).Select(i => Item(i, "0 3 * * *")).ToList();
        Counts(await ApplyAsync(items)).ShouldBe((Many, 0, 0, 0));
        Counts(await ApplyAsync(items)).ShouldBe((0, 0, Many, 0));
        items[7] = Item(7, "0 4 * * *");
        items[8] = Item(8, "61 * * * *");
        Counts(await ApplyAsync(items)).ShouldBe((0, 1, Many - 2, 1));
        Word(await _node.AskAsync(HttpMethod.Get, "schedules/s7", null, 200), "cron").ShouldBe("0 4 * * *");
        Word(await _node.AskAsync(HttpMethod.Get, "schedules/s8", null, 200), "cron").ShouldBe("0 3 * * *");
    }

    private Task<JsonElement> ApplyAsync(List<string> items) => _node.AskAsync(HttpMethod.Post, "schedules/apply", $$"""{"schedules":[{{string.Join(',', items)}}]}""", 200);

    // Until there is an answer: a disk that is slow for a while is no fact of this class.
    private async Task<JsonElement> PutAsync(string id, string body)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            using var answer = await _node.SendAsync(HttpMethod.Put, $"schedules/{id}", body);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode) return JsonElement.Parse(text);
            ((int)answer.StatusCode).ShouldBe(503, text);
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop.Token);
        }
    }

    private async Task<List<JsonElement>> RunsAsync(string id) =>
        Items(await UntilAsync($"schedules/{id}/runs", runs => Items(runs).All(run => Word(run, "taskId") is not null)));

    private async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isSo)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var answer = await _node.AskAsync(HttpMethod.Get, path, null, 200);
            if (isSo(answer)) return answer;
            stop.IsCancellationRequested.ShouldBeFalse($"{path} is {answer.GetRawText()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    private static string Item(int number, string cron) => $$$"""{"id":"s{{{number}}}","cron":"{{{cron}}}","task":{"executor":"noop"}}""";

    private static (int Created, int Changed, int Unchanged, int Refused) Counts(JsonElement reply) =>
        (reply.GetProperty("created").GetInt32(), reply.GetProperty("changed").GetInt32(), reply.GetProperty("unchanged").GetInt32(), reply.GetProperty("refused").GetInt32());

    private static IEnumerable<DateTimeOffset> Instants(List<JsonElement> runs) => runs.Select(run => Instant(run, "at")).Order();

    private static List<JsonElement> Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];

    private static DateTimeOffset Round(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(JsonElement of, string name) => of.GetProperty(name).GetDateTimeOffset();

    private static string? Word(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
