using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Schedules over HTTP: sets of them, calendars, the past filled in, what became of each instant.</summary>
public class ScheduleInterfaceTests(ServedNode gateway) : IClassFixture<ServedNode>
{
    [Fact]
    public async Task A_set_is_made_left_alone_changed_with_its_differences_and_pruned()
    {
        var made = await ApplyAsync($$"""{"schedules":[{{Item("set-a")}},{{Item("set-b")}}]}""");
        Counts(made).ShouldBe((2, 0, 0, 0, 0));
        Counts(await ApplyAsync($$"""{"schedules":[{{Item("set-a")}},{{Item("set-b")}}]}""")).ShouldBe((0, 0, 2, 0, 0));

        var changed = $$"""{"schedules":[{{Item("set-a", "other")}}],"prune":true,"labels":{"set":"yes"},"dryRun":true}""";
        Counts(await ApplyAsync(changed)).ShouldBe((0, 1, 0, 0, 1));
        (await gateway.AskAsync(HttpMethod.Get, "schedules/set-b", null, 200)).GetProperty("version").GetInt64().ShouldBe(1);

        var reply = await ApplyAsync(changed.Replace(",\"dryRun\":true", "", StringComparison.Ordinal));
        Counts(reply).ShouldBe((0, 1, 0, 0, 1));
        var change = reply.GetProperty("items")[0].GetProperty("changes").EnumerateArray().ShouldHaveSingleItem();
        (Text(change, "field"), Text(change, "from"), Text(change, "to")).ShouldBe(("task.queue", "default", "other"));
        await gateway.AskAsync(HttpMethod.Get, "schedules/set-b", null, 404);
    }

    [Fact]
    public async Task What_is_wrong_in_a_set_is_refused_by_itself_and_named()
    {
        const string Body = """
            {"schedules":[{"id":"bad-1","cron":"61 * * * *","task":{"executor":"noop"}},{"id":"good-1","every":"1h","phase":"10m","task":{"executor":"noop"}},
                          {"id":"good-1","every":"1h","task":{"executor":"noop"}},{"id":"bad-2","every":"1h","calendars":["nowhere"],"task":{"executor":"noop"}}]}
            """;
        var reply = await ApplyAsync(Body);
        Counts(reply).ShouldBe((1, 0, 0, 3, 0));
        reply.GetProperty("items").EnumerateArray().Select(item => item.TryGetProperty("error", out var error) ? Text(error, "field") : "fine").ShouldBe(
            ["schedules[0].cron", "fine", "schedules[2].id", "schedules[3].calendars"]);
        (await gateway.AskAsync(HttpMethod.Post, "schedules/apply", """{"schedules":[],"prune":true}""", 400)).GetProperty("field").GetString().ShouldBe("labels");
    }

    [Fact]
    public async Task A_set_that_says_nothing_of_it_leaves_a_pause_as_it_is()
    {
        await ApplyAsync($$"""{"schedules":[{{Item("set-p")}}]}""");
        (await gateway.AskAsync(HttpMethod.Post, "schedules/set-p/pause", """{"reason":"audit"}""", 200)).GetProperty("pausedBy").GetString().ShouldBe("loopback");
        Counts(await ApplyAsync($$"""{"schedules":[{{Item("set-p")}}]}""")).ShouldBe((0, 0, 1, 0, 0));
        var paused = await gateway.AskAsync(HttpMethod.Put, "schedules/set-p", Item("set-p", "other"), 200);
        (Text(paused, "state"), Text(paused, "pausedReason")).ShouldBe(("paused", "audit"));
        (await gateway.AskAsync(HttpMethod.Post, "schedules/set-p/resume", null, 200)).GetProperty("state").GetString().ShouldBe("active");
    }

    [Fact]
    public async Task A_change_takes_away_what_it_gives_as_null_and_leaves_what_it_leaves_out()
    {
        await gateway.AskAsync(
            HttpMethod.Post, "schedules", """{"id":"taken","name":"n","every":"1h","phase":"5m","maxRuns":5,"endAt":"2030-01-01T00:00:00Z","overlap":"queue","task":{"executor":"noop"}}""", 201);

        var changed = await gateway.AskAsync(HttpMethod.Patch, "schedules/taken", """{"name":null,"endAt":null,"maxRuns":null,"phase":null,"overlap":null}""", 200);

        foreach (var member in (string[])["name", "endAt", "maxRuns", "phase"]) changed.TryGetProperty(member, out _).ShouldBeFalse(member);
        (Text(changed, "every"), Text(changed, "overlap")).ShouldBe(("1h", "skip"));
        (await gateway.AskAsync(HttpMethod.Patch, "schedules/taken", """{"every":null}""", 400)).GetProperty("field").GetString().ShouldBe("cron");
        (await gateway.AskAsync(HttpMethod.Patch, "schedules/taken", """{"task":null}""", 400)).GetProperty("field").GetString().ShouldBe("task");
        (await gateway.AskAsync(HttpMethod.Get, "schedules/taken", null, 200)).GetProperty("version").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task Changes_at_the_same_time_that_name_no_version_are_all_made()
    {
        await gateway.AskAsync(HttpMethod.Post, "schedules", """{"id":"crowd","every":"1h","task":{"executor":"noop"}}""", 201);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => gateway.AskAsync(HttpMethod.Patch, "schedules/crowd", $$"""{"name":"n{{i}}","maxRuns":{{i}}}""", 200)));

        var last = await gateway.AskAsync(HttpMethod.Get, "schedules/crowd", null, 200);
        last.GetProperty("version").GetInt64().ShouldBe(21);
        Text(last, "name").ShouldBe($"n{last.GetProperty("maxRuns").GetInt32()}");
        await gateway.AskAsync(HttpMethod.Patch, "schedules/crowd", """{"name":"stale"}""", 412, ("If-Match", "\"1\""));
    }

    [Fact]
    public async Task A_calendar_is_kept_by_its_version_and_by_the_schedules_that_heed_it()
    {
        const string Days = """{"dates":["2027-01-01"],"ranges":[{"from":"2027-01-03","to":"2027-01-04"},{"from":"2027-01-06T00:00:00Z","to":"2027-01-07T00:00:00Z"}]}""";
        (await gateway.AskAsync(HttpMethod.Put, "calendars/hol", Days, 201)).GetProperty("version").GetInt64().ShouldBe(1);
        (await gateway.AskAsync(HttpMethod.Put, "calendars/hol", Days, 200)).GetProperty("version").GetInt64().ShouldBe(1);
        await gateway.AskAsync(HttpMethod.Put, "calendars/hol", """{"dates":[]}""", 412, ("If-Match", "\"7\""));
        (await gateway.AskAsync(HttpMethod.Put, "calendars/hol", """{"dates":["2027-13-01"],"ranges":[{"from":"2027-01-03","to":"2027-01-02"}]}""", 400))
            .GetProperty("errors").EnumerateArray().Select(error => Text(error, "field")).ShouldBe(["dates[0]", "ranges[0].to"]);

        await gateway.AskAsync(HttpMethod.Put, "schedules/daily", """{"cron":"0 12 * * *","jitter":"10m","calendars":["hol"],"task":{"executor":"noop"}}""", 201);
        var next = await gateway.AskAsync(HttpMethod.Get, "schedules/daily/next?count=4&from=2026-12-31T20:00:00Z", null, 200);
        next.GetProperty("items").EnumerateArray().Select(item => item.GetString()![..10]).ShouldBe(["2027-01-02", "2027-01-05", "2027-01-07", "2027-01-08"]);
        next.GetProperty("details")[0].GetProperty("dueAt").GetDateTimeOffset().ShouldBeInRange(
            new(2027, 1, 2, 12, 0, 0, TimeSpan.Zero), new(2027, 1, 2, 12, 10, 0, TimeSpan.Zero));
        (await gateway.AskAsync(HttpMethod.Delete, "calendars/hol", null, 409)).GetProperty("detail").GetString()!.ShouldContain("daily");
        await gateway.AskAsync(HttpMethod.Delete, "schedules/daily", null, 204);
        await gateway.AskAsync(HttpMethod.Delete, "calendars/hol", null, 204);
        await gateway.AskAsync(HttpMethod.Get, "calendars/hol", null, 404);
    }

    [Fact]
    public async Task The_wall_clock_of_the_zone_is_shown_beside_each_instant()
    {
        var next = await gateway.AskAsync(
            HttpMethod.Post, "schedules/preview", """{"cron":"0 9 * * *","timeZone":"Europe/Berlin","count":2,"from":"2027-03-27T12:00:00Z"}""", 200);
        next.GetProperty("details").EnumerateArray().Select(item => Text(item, "local")).ShouldBe(["2027-03-28T09:00:00+02:00", "2027-03-29T09:00:00+02:00"]);
        var every = await gateway.AskAsync(HttpMethod.Post, "schedules/preview", """{"every":"1h","phase":"10m","count":1,"from":"2027-03-27T12:00:00Z"}""", 200);
        every.GetProperty("items")[0].GetString().ShouldBe("2027-03-27T12:10:00.000Z");
    }

    [Fact]
    public async Task The_past_is_filled_in_once_and_its_history_is_read_page_by_page()
    {
        await gateway.AskAsync(HttpMethod.Put, "schedules/past", """{"cron":"0 * * * *","overlap":"allow","task":{"executor":"noop"}}""", 201);
        const string Stretch = """{"from":"2026-01-01T00:00:00Z","to":"2026-02-12T16:00:00Z"}""";
        var filled = await gateway.AskAsync(HttpMethod.Post, "schedules/past/backfill", Stretch, 200);
        (filled.GetProperty("created").GetInt32(), filled.GetProperty("taskIds").GetArrayLength()).ShouldBe((1024, 1024));
        var again = await gateway.AskAsync(HttpMethod.Post, "schedules/past/backfill", Stretch, 200);
        (again.GetProperty("created").GetInt32(), again.GetProperty("existing").GetInt32()).ShouldBe((0, 1024));
        (await gateway.AskAsync(HttpMethod.Post, "schedules/past/backfill", """{"from":"2020-01-01T00:00:00Z","to":"2026-01-01T00:00:00Z"}""", 400))
            .GetProperty("detail").GetString()!.ShouldContain("more than 10000 instants");
        await gateway.AskAsync(HttpMethod.Post, "schedules/nobody/backfill", Stretch, 404);

        var page = await gateway.AskAsync(HttpMethod.Get, "schedules/past/runs?limit=3", null, 200);
        var rest = await gateway.AskAsync(HttpMethod.Get, $"schedules/past/runs?limit=3&cursor={Text(page, "nextCursor")}", null, 200);
        page.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(item => (Text(item, "kind"), Text(item, "at"))).ShouldBe(
            [.. Enumerable.Range(0, 6).Select(i => ("backfill", (string?)$"2026-02-12T{15 - i:00}:00:00.000Z"))]);
        await UntilAsync("schedules/past/runs?limit=3", runs => runs.GetProperty("items").EnumerateArray().All(item => Text(item, "taskStatus") == "succeeded"));
    }

    [Fact]
    public async Task A_schedule_with_all_its_runs_has_ended_and_says_why()
    {
        await gateway.AskAsync(HttpMethod.Put, "schedules/twice", """{"every":"100ms","maxRuns":2,"overlap":"queue","task":{"executor":"noop"}}""", 201);
        var ended = await UntilAsync("schedules/twice", schedule => Text(schedule, "state") == "ended" && schedule.GetProperty("runs").GetInt64() == 2);
        Text(ended, "reason").ShouldBe("maxRuns");
    }

    private Task<JsonElement> ApplyAsync(string body) => gateway.AskAsync(HttpMethod.Post, "schedules/apply", body, 200);

    private async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isSo)
    {
        while (true)
        {
            var answer = await gateway.AskAsync(HttpMethod.Get, path, null, 200);
            if (isSo(answer)) return answer;
            await Task.Yield();
        }
    }

    private static string Item(string id, string queue = "default") =>
        $$$$"""{"id":"{{{{id}}}}","cron":"0 3 * * *","task":{"executor":"noop","queue":"{{{{queue}}}}","labels":{"set":"yes"}}}""";

    private static (int Created, int Changed, int Unchanged, int Refused, int Deleted) Counts(JsonElement reply) => (
        reply.GetProperty("created").GetInt32(), reply.GetProperty("changed").GetInt32(), reply.GetProperty("unchanged").GetInt32(),
        reply.GetProperty("refused").GetInt32(), reply.GetProperty("deleted").GetInt32());

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
