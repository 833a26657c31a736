using System.Text.Json;
using Akka.Scheduler.Executors.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Retry kinds, rules for single errors, deadlines and what follows a loss, as callers see them.</summary>
public class TaskRuleInterfaceTests(ServedNode gateway) : IClassFixture<ServedNode>
{
    [Fact]
    public async Task The_waits_of_a_list_make_as_many_retries_as_there_are()
    {
        const string Body = """{"executor":"noop","payload":{"fail":"no"},"retry":{"delays":["1ms","2ms"]}}""";
        var task = await gateway.AskAsync(HttpMethod.Post, "tasks?wait=20s", Body, 201);
        (Word(task, "status"), Word(task, "reason"), task.GetProperty("attempt").GetInt32()).ShouldBe(("failed", "error", 3));
        var retry = task.GetProperty("retry");
        (Word(retry, "kind"), retry.GetProperty("maxRetries").GetInt32(), retry.GetProperty("delays")[1].GetString()).ShouldBe(("list", 2, "2ms"));
        retry.TryGetProperty("delay", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"kind":"fixed","delay":"3s"}""", """{"maxRetries":3,"kind":"fixed","delay":"3s","maxDelay":"1h","jitter":0}""")]
    [InlineData("""{"kind":"linear","delay":"2h"}""", """{"maxRetries":3,"kind":"linear","delay":"2h","maxDelay":"2h","jitter":0}""")]
    [InlineData("""{}""", """{"maxRetries":3,"kind":"exponential","delay":"10s","backoffRate":2,"maxDelay":"1h","jitter":0}""")]
    [InlineData("""{"retryable":[503,"TimeoutException"],"nonRetryable":["404"]}""", """{"maxRetries":3,"kind":"exponential","delay":"10s","backoffRate":2,"maxDelay":"1h","jitter":0,"retryable":["503","TimeoutException"],"nonRetryable":["404"]}""")]
    public async Task Every_kind_is_shown_with_all_its_members(string given, string shown)
    {
        var task = await gateway.AskAsync(HttpMethod.Post, "tasks", $$$"""{"executor":"noop","delay":"1h","retry":{{{given}}}}""", 201);
        task.GetProperty("retry").GetRawText().ShouldBe(shown);
        var again = await gateway.AskAsync(HttpMethod.Post, "tasks", $$$"""{"executor":"noop","delay":"1h","retry":{{{shown}}}}""", 201);
        again.GetProperty("retry").GetRawText().ShouldBe(shown);
    }

    [Fact]
    public async Task An_error_that_is_not_to_be_repeated_ends_the_task_and_the_history_says_why()
    {
        var task = await gateway.AskAsync(HttpMethod.Post, "tasks?wait=20s", """{"executor":"noop","payload":{"fail":"no"},"retry":{"nonRetryable":["error"]}}""", 201);
        (Word(task, "status"), task.GetProperty("attempt").GetInt32()).ShouldBe(("failed", 1));
        var events = await gateway.AskAsync(HttpMethod.Get, $"tasks/{Word(task, "id")}/events", null, 200);
        Word(events.GetProperty("items")[2], "detail").ShouldBe("no (not repeated: 'error' is in retry.nonRetryable)");
    }

    [Fact]
    public async Task The_type_of_an_exception_decides_whether_it_is_repeated()
    {
        var handler = TaskHandlers.Of("throws", (context, _) => throw (context.Attempt == 1 ? new TimeoutException("late") : new ArgumentException("bad")));
        await using var node = await ServedNode.StartAsync(options => options, services => services.AddSingleton(handler));
        const string Body = """{"executor":"throws","retry":{"delays":["1ms","1ms","1ms"],"nonRetryable":["ArgumentException"]}}""";
        var task = await node.AskAsync(HttpMethod.Post, "tasks?wait=20s", Body, 201);
        (Word(task, "status"), task.GetProperty("attempt").GetInt32(), Word(task, "error")).ShouldBe(("failed", 2, "ArgumentException: bad"));
    }

    [Fact]
    public async Task A_running_attempt_is_stopped_at_the_deadline_of_its_task()
    {
        const string Body = """{"executor":"noop","payload":{"delayMs":60000},"totalTimeout":"300ms","retry":{"kind":"fixed","delay":"0s"}}""";
        var task = await gateway.AskAsync(HttpMethod.Post, "tasks?wait=20s", Body, 201);
        (Word(task, "status"), Word(task, "reason")).ShouldBe(("failed", "deadline"));
        var due = task.GetProperty("dueAt").GetDateTimeOffset();
        task.GetProperty("deadline").GetDateTimeOffset().ShouldBe(due.AddMilliseconds(300));
        var explained = await gateway.AskAsync(HttpMethod.Get, $"tasks/{Word(task, "id")}/explain", null, 200);
        Word(explained, "summary").ShouldContain("deadline");
    }

    [Fact]
    public async Task A_task_that_found_no_worker_fails_at_its_deadline()
    {
        var task = await gateway.AskAsync(HttpMethod.Post, "tasks?wait=20s", """{"executor":"noop","requires":{"moon":"full"},"totalTimeout":"200ms"}""", 201);
        (Word(task, "status"), Word(task, "reason"), task.GetProperty("attempt").GetInt32()).ShouldBe(("failed", "deadline", 0));
        var listed = await gateway.AskAsync(HttpMethod.Get, "tasks?status=failed&limit=1000", null, 200);
        listed.GetProperty("items").EnumerateArray().Select(item => Word(item, "id")).ShouldContain(Word(task, "id"));
    }

    [Fact]
    public async Task A_due_instant_does_not_move_past_the_deadline()
    {
        var deadline = DateTimeOffset.UtcNow.AddHours(2);
        await gateway.AskAsync(HttpMethod.Post, "tasks", $$"""{"id":"bound","executor":"noop","delay":"1h","deadline":"{{deadline:O}}"}""", 201);
        var refused = await gateway.AskAsync(HttpMethod.Patch, "tasks/bound", $$"""{"dueAt":"{{deadline.AddSeconds(1):O}}"}""", 409);
        Word(refused, "detail").ShouldContain("deadline");
        await gateway.AskAsync(HttpMethod.Patch, "tasks/bound", $$$"""{"dueAt":"{{{deadline.AddHours(-1):O}}}","priority":"high","labels":{"x":"y"}}""", 200);
        var explained = await gateway.AskAsync(HttpMethod.Get, "tasks/bound/explain", null, 200);
        Word(explained.GetProperty("causes")[0], "code").ShouldBe("notDue");
        explained.GetProperty("causes")[0].GetProperty("facts").GetProperty("dueAt").GetDateTimeOffset().ShouldBe(deadline.AddHours(-1), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_task_that_waits_for_its_retry_is_listed_as_retrying_and_explained()
    {
        var task = await gateway.AskAsync(HttpMethod.Post, "tasks?wait=300ms", """{"id":"again","executor":"noop","payload":{"fail":"no"},"onLost":"fail","retry":{"kind":"fixed","delay":"1h"}}""", 201);
        Word(task, "onLost").ShouldBe("fail");
        await gateway.UntilAsync("again", "retrying");
        var listed = await gateway.AskAsync(HttpMethod.Get, "tasks?status=retrying", null, 200);
        listed.GetProperty("items").EnumerateArray().Select(item => Word(item, "id")).ShouldBe(["again"]);
        var explained = await gateway.AskAsync(HttpMethod.Get, "tasks/again/explain", null, 200);
        (Word(explained, "status"), Word(explained.GetProperty("causes")[0], "code")).ShouldBe(("retrying", "retrying"));
    }

    [Fact]
    public async Task A_schedule_keeps_the_rules_of_its_tasks()
    {
        const string Rules = """{"executor":"noop","totalTimeout":"2h","onLost":"fail","retry":{"delays":["1s","1m"],"nonRetryable":["404"]}}""";
        await gateway.AskAsync(HttpMethod.Post, "schedules", $$$"""{"id":"ruled","cron":"0 3 * * *","task":{{{Rules}}}}""", 201);
        var kept = (await gateway.AskAsync(HttpMethod.Get, "schedules/ruled", null, 200)).GetProperty("task");
        (Word(kept, "totalTimeout"), Word(kept, "onLost"), Word(kept.GetProperty("retry"), "kind")).ShouldBe(("2h", "fail", "list"));
        var made = await gateway.AskAsync(HttpMethod.Post, "schedules/ruled/trigger", null, 201);
        (Word(made, "totalTimeout"), Word(made.GetProperty("retry"), "kind")).ShouldBe(("2h", "list"));
    }

    private static string Word(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
