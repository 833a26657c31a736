using System.Text.Json;
using System.Text.Json.Nodes;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

/// <summary>The table of one task or schedule leaves out nothing that its JSON has.</summary>
public sealed class WholeViewTests
{
    private const string Rules = """
        "name":"word-1","labels":{"k1":"v1"},"requires":{"k2":"v2"},"executor":"http","payload":{"p":1},"queue":"q-1","priority":"urgent","delivery":"atMostOnce",
        "ttl":"11s","timeout":"12s","totalTimeout":"13s","onLost":"fail","uniqueKey":"key-1","uniqueFor":"14s",
        "concurrencyKey":"key-2","maxConcurrency":15,"ratePerSecond":16.5,"fairnessKey":"key-3","fanOut":{"parts":61},"broadcast":{"requires":{"k3":"v3"},"onPartFailure":"cancel"},
        "retry":{"maxRetries":17,"kind":"exponential","delay":"18s","backoffRate":19,"maxDelay":"20s","jitter":0.21,"retryable":["r-1"],"nonRetryable":["r-2"]}
        """;

    private const string Task = $$"""
        {"id":"t1",{{Rules}},"dueAt":"2026-03-01T08:00:01Z","deadline":"2026-03-01T08:00:02Z","dependsOn":["d-1"],"onDependencyFailure":"run",
         "parts":{"total":31,"open":32,"succeeded":33,"failed":34 },"part":{"of":"whole-1","index":35,"count":36 },
         "status":"failed","attempt":37,"workerId":"w-1","progress":{"fraction":0.38,"message":"m-1","at":"2026-03-01T08:00:03Z" },
         "createdAt":"2026-03-01T08:00:04Z","startedAt":"2026-03-01T08:00:05Z","finishedAt":"2026-03-01T08:00:06Z",
         "result":{"code":39,"message":"m-2","data":{"d":40} },"error":"e-1","scheduleId":"s-1","scheduledTime":"2026-03-01T08:00:07Z","shard":41,"reason":"because-1"}
        """;

    private const string Schedule = $$"""
        {"id":"s1","name":"name-2","every":"51s","phase":"52s","timeZone":"Europe/Berlin","dayRule":"either","state":"active","enabled":true,
         "startAt":"2026-03-01T08:00:01Z","endAt":"2026-03-01T08:00:02Z","maxRuns":53,"jitter":"54s","misfire":"fireAll","catchUpWindow":"55s","overlap":"queue",
         "calendars":["c-1"],"task":{ {{Rules}} },"version":56,"createdAt":"2026-03-01T08:00:03Z","updatedAt":"2026-03-01T08:00:04Z",
         "nextAt":"2026-03-01T08:00:05Z","lastAt":"2026-03-01T08:00:06Z","runs":7,"pausedAt":"2026-03-01T08:00:07Z","pausedBy":"who-1","waiting":2,
         "waitsFor":"t-9","pausedReason":"why-1","reason":"waitsForPrevious"}
        """;

    // Where one member says what another one says too.
    private static readonly string[] Doubled = ["dayRule", "enabled"];

    [Fact]
    public async Task Of_a_task_no_member_is_left_out() => await CheckAsync<TaskView>("task", Task);

    [Fact]
    public async Task Of_a_schedule_no_member_is_left_out() => await CheckAsync<ScheduleView>("schedule", Schedule);

    [Fact]
    public async Task Of_what_a_schedule_makes_no_member_is_left_out()
    {
        var whole = JsonNode.Parse(Schedule)!.AsObject();
        var full = await ShowAsync("schedule", whole);
        foreach (var name in whole["task"]!.AsObject().Select(member => member.Key).Where(name => name != "executor").ToArray())
        {
            var less = whole.DeepClone().AsObject();
            less["task"]!.AsObject().Remove(name);
            (await ShowAsync("schedule", less)).ShouldNotBe(full, name);
        }
    }

    [Fact]
    public async Task A_schedule_shows_the_instants_that_are_held_and_those_to_come_in_its_zone()
    {
        var text = await ShowAsync("schedule", JsonNode.Parse(Schedule)!.AsObject());
        text.ShouldEndWith("""
            held           2026-03-01T06:00:00.000Z
                           2026-03-01T07:00:00.000Z (backfill)
            to come        2026-03-02T08:00:00.000Z  2026-03-02T09:00:00+01:00  due 2026-03-02T08:00:30.000Z
                           2026-03-03T08:00:00.000Z  2026-03-03T09:00:00+01:00

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Long_data_are_cut_in_a_table()
    {
        var view = JsonNode.Parse(Task)!.AsObject();
        view["result"]!["data"] = new string('x', 100_000);
        var text = await ShowAsync("task", view);
        text.Length.ShouldBeLessThan(10_000);
        text.ShouldContain("x… (100002 characters; -o json shows them all)");
    }

    private static async Task CheckAsync<T>(string noun, string json)
    {
        var whole = JsonNode.Parse(json)!.AsObject();
        var full = await ShowAsync(noun, whole);
        var optional = typeof(T).GetProperties().Where(property => !Attribute.IsDefined(property, typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)))
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Except([.. Doubled, "cron", "at"]).ToArray();
        optional.Except(whole.Select(member => member.Key)).ShouldBeEmpty("the sample has every member");
        foreach (var name in optional)
        {
            var less = whole.DeepClone().AsObject();
            less.Remove(name);
            (await ShowAsync(noun, less)).ShouldNotBe(full, name);
        }
    }

    private static async Task<string> ShowAsync(string noun, JsonObject view)
    {
        using var node = new ScriptedNode();
        var id = view["id"]!.GetValue<string>();
        node.Answers($"GET /api/v1/{noun}s/{id}", view.ToJsonString())
            .Answers($"GET /api/v1/{noun}s/{id}/next?count=3", """
                {"items":[],"details":[{"at":"2026-03-02T08:00:00Z","local":"2026-03-02T09:00:00+01:00","dueAt":"2026-03-02T08:00:30Z"},
                                       {"at":"2026-03-03T08:00:00Z","local":"2026-03-03T09:00:00+01:00","dueAt":"2026-03-03T08:00:00Z"}]}
                """)
            .Answers($"GET /api/v1/{noun}s/{id}/runs", """
                {"items":[{"at":"2026-03-01T07:00:00Z","outcome":"waiting","kind":"backfill"},{"at":"2026-03-01T06:00:00Z","outcome":"waiting","kind":"due"},
                          {"at":"2026-03-01T05:00:00Z","outcome":"created"}]}
                """);
        var run = await CliRun.Of(node, noun, "get", id);
        run.Code.ShouldBe(0, run.Error);
        return run.Out;
    }
}
