using System.Net;
using System.Text.Json;
using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Client;

public sealed class SchedulerClientTests : IDisposable
{
    internal const string Task =
        """
        {"id":"a b","executor":"noop","queue":"default","priority":"normal","dueAt":"2026-03-01T08:00:00Z","delivery":"atLeastOnce",
         "status":"queued","createdAt":"2026-03-01T08:00:00Z"}
        """;

    private readonly ScriptedNode _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task A_problem_document_becomes_an_exception_with_its_code_and_field()
    {
        _node.Refuses(
            "POST /api/v1/tasks",
            HttpStatusCode.BadRequest,
            """{"title":"Bad task","status":400,"detail":"No such executor.","code":"bad-input","field":"executor"}""");

        var refused = await Should.ThrowAsync<SchedulerException>(() => Client().Tasks.SubmitAsync(new() { Executor = "x" }));

        refused.Status.ShouldBe(400);
        refused.Code.ShouldBe("bad-input");
        refused.Field.ShouldBe("executor");
        refused.Detail.ShouldBe("No such executor.");
    }

    [Fact]
    public async Task An_error_without_a_document_still_says_what_it_was()
    {
        _node.Refuses("GET /api/v1/stats", HttpStatusCode.BadGateway, "upstream is gone");
        var refused = await Should.ThrowAsync<SchedulerException>(() => Client().StatsAsync());
        refused.Status.ShouldBe(502);
        refused.Detail.ShouldBe("upstream is gone");
    }

    [Fact]
    public async Task A_success_that_is_not_the_contract_is_a_refusal_and_not_a_crash()
    {
        _node.Answers("GET /api/v1/stats", "<html>");
        (await Should.ThrowAsync<SchedulerException>(() => Client().StatsAsync())).Code.ShouldBe("unknown-answer");
    }

    [Fact]
    public async Task A_refused_connection_names_the_server()
    {
        _node.LosesConnection("GET /api/v1/stats");
        var lost = await Should.ThrowAsync<SchedulerUnreachableException>(() => Client().StatsAsync());
        lost.Message.ShouldContain("http://node:8080/");
        lost.Message.ShouldContain("Connection refused");
    }

    [Fact]
    public async Task The_token_travels_as_a_bearer()
    {
        _node.Answers("GET /api/v1/tasks/a%20b", Task);
        (await Client(token: "s3cret").Tasks.GetAsync("a b")).Id.ShouldBe("a b");
        _node.Sent.ShouldHaveSingleItem().Authorization.ShouldBe("Bearer s3cret");
    }

    [Fact]
    public async Task A_version_travels_as_an_entity_tag()
    {
        await Should.ThrowAsync<SchedulerException>(() => Client().Schedules.DeleteAsync("s", ifVersion: 7));
        _node.Sent.ShouldHaveSingleItem().IfMatch.ShouldBe("\"7\"");
    }

    [Fact]
    public async Task Without_a_rule_a_submit_is_sent_once()
    {
        _node.LosesConnection("POST /api/v1/tasks");
        await Should.ThrowAsync<SchedulerUnreachableException>(() => Client().Tasks.SubmitAsync(new() { Executor = "noop" }));
        _node.Sent.ShouldHaveSingleItem().IdempotencyKey.ShouldBeNull();
    }

    [Fact]
    public async Task A_repeated_submit_carries_one_key_through_lost_connections_and_a_busy_node()
    {
        _node.LosesConnection("POST /api/v1/tasks", times: 2)
            .Refuses("POST /api/v1/tasks", HttpStatusCode.ServiceUnavailable, """{"title":"Store away"}""")
            .Refuses("POST /api/v1/tasks", HttpStatusCode.TooManyRequests, """{"title":"Overloaded"}""", retryAfter: "0")
            .Answers("POST /api/v1/tasks", Task, HttpStatusCode.Created);

        await Client(retry: true).Tasks.SubmitAsync(new() { Executor = "noop" });

        _node.Sent.Count.ShouldBe(5);
        _node.Sent.Select(sent => sent.IdempotencyKey).Distinct().ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_submit_with_an_id_needs_no_key()
    {
        _node.LosesConnection("POST /api/v1/tasks").Answers("POST /api/v1/tasks", Task);
        await Client(retry: true).Tasks.SubmitAsync(new() { Id = "a b", Executor = "noop" });
        _node.Sent.ShouldAllBe(sent => sent.IdempotencyKey == null);
    }

    [Fact]
    public async Task A_repeated_batch_keeps_the_ids_it_made()
    {
        _node.LosesConnection("POST /api/v1/tasks/batch").Answers("POST /api/v1/tasks/batch", """{"items":[]}""");
        await Client(retry: true).Tasks.SubmitBatchAsync([new() { Executor = "noop" }, new() { Id = "mine", Executor = "noop" }]);
        _node.Sent.Select(sent => sent.Body).Distinct().ShouldHaveSingleItem();
        var ids = JsonDocument.Parse(_node.Sent[0].Body!).RootElement.GetProperty("tasks").EnumerateArray().Select(t => t.GetProperty("id").GetString()).ToList();
        ids[0].ShouldNotBeNullOrEmpty();
        ids[1].ShouldBe("mine");
    }

    [Fact]
    public async Task A_refusal_of_the_input_is_not_repeated()
    {
        _node.Refuses("POST /api/v1/tasks", HttpStatusCode.BadRequest, """{"title":"Bad"}""");
        await Should.ThrowAsync<SchedulerException>(() => Client(retry: true).Tasks.SubmitAsync(new() { Executor = "noop" }));
        _node.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_wait_longer_than_the_time_that_is_left_gives_the_refusal_to_the_caller()
    {
        _node.Refuses("POST /api/v1/tasks", HttpStatusCode.TooManyRequests, """{"title":"Overloaded"}""", retryAfter: "3600");
        var refused = await Should.ThrowAsync<SchedulerException>(() => Client(retry: true).Tasks.SubmitAsync(new() { Executor = "noop" }));
        refused.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Events_are_read_past_comments_and_pings()
    {
        _node.Streams(
            "GET /api/v1/events?queue=mail&status=failed",
            """
            : hello

            event: ping
            data: {}

            event: transition
            data: {"taskId":"t1","seq":2,"at":"2026-03-01T08:00:00Z","type":"failed","from":"running","to":"failed","attempt":1}

            data: {"taskId":"t2","seq":1,"at":"2026-03-01T08:00:00Z","type":"submitted","attempt":0}


            """.ReplaceLineEndings("\n"));

        var seen = new List<TaskEventView>();
        await foreach (var item in Client().EventsAsync(new() { Queue = "mail", Statuses = [WireStatus.Failed] })) seen.Add(item);

        seen.Select(item => item.TaskId).ShouldBe(["t1", "t2"]);
        seen[0].To.ShouldBe(WireStatus.Failed);
    }

    [Fact]
    public async Task A_followed_log_ends_at_its_end_event()
    {
        _node.Streams(
            "GET /api/v1/tasks/a/log?follow=true",
            "data: {\"seq\":1,\"at\":\"2026-03-01T08:00:00Z\",\"stream\":\"stdout\",\"text\":\"hi\",\"attempt\":1}\n\nevent: end\ndata: {}\n\ndata: {\"broken\":1}\n\n");

        var lines = new List<string>();
        await foreach (var line in Client().Tasks.FollowLogAsync("a")) lines.Add(line.Text);

        lines.ShouldBe(["hi"]);
    }

    [Fact]
    public async Task A_query_escapes_its_values_and_leaves_out_what_is_not_asked()
    {
        _node.Answers("GET /api/v1/tasks?status=failed&status=expired&label=team%3Aa%26b&dependsOn=a%2Fb&from=2026-03-01T08%3A00%3A00.000Z&limit=5", """{"items":[]}""");
        var page = await Client().Tasks.ListAsync(new()
        {
            Statuses = [WireStatus.Failed, WireStatus.Expired],
            Labels = ["team:a&b"],
            DependsOn = "a/b",
            From = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero),
            Limit = 5,
        });
        page.Items.ShouldBeEmpty();
    }

    private SchedulerClient Client(string? token = null, bool retry = false) => new(
        new HttpClient(_node),
        new SchedulerClientOptions
        {
            Server = new Uri("http://node:8080"),
            Token = token,
            Retry = retry ? new SubmitRetry { FirstDelay = TimeSpan.FromMilliseconds(1), Random = new Random(7) } : null,
        },
        TimeProvider.System);
}
