using System.Text.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Unique keys as the callers of the HTTP interface know them.</summary>
public sealed class UniqueKeyInterfaceTests(ServedNode gateway) : IClassFixture<ServedNode>
{
    [Fact]
    public async Task A_second_task_with_a_key_is_answered_409_with_the_id_of_the_first()
    {
        await SubmitAsync("""{"executor":"noop","id":"first","delay":"1h","uniqueKey":"report 7","uniqueFor":"10m"}""", 201);
        var problem = await SubmitAsync("""{"executor":"noop","uniqueKey":"report 7"}""", 409);
        problem.GetProperty("code").GetString().ShouldBe("uniqueKeyTaken");
        problem.GetProperty("field").GetString().ShouldBe("uniqueKey");
        problem.GetProperty("taskId").GetString().ShouldBe("first");
        var task = await gateway.AskAsync(HttpMethod.Get, "tasks/first", null, 200);
        task.GetProperty("uniqueKey").GetString().ShouldBe("report 7");
        task.GetProperty("uniqueFor").GetString().ShouldBe("10m");
    }

    [Fact]
    public async Task Asked_for_the_existing_one_that_is_the_answer_also_to_whoever_waits_for_its_end()
    {
        // The key outlives the task: however late the second request comes, the first one's task is the answer.
        await SubmitAsync("""{"executor":"noop","id":"holder","payload":{"delayMs":500},"uniqueKey":"e","uniqueFor":"1h"}""", 201);
        using var answer = await gateway.SendAsync(HttpMethod.Post, "tasks?wait=20s", """{"executor":"noop","uniqueKey":"e","onConflict":"existing"}""");
        ((int)answer.StatusCode).ShouldBe(200);
        answer.Headers.Location!.ToString().ShouldBe("/api/v1/tasks/holder");
        var stands = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        (stands.GetProperty("id").GetString(), stands.GetProperty("status").GetString()).ShouldBe(("holder", "succeeded"));
    }

    [Fact]
    public async Task An_instant_whose_unique_key_is_taken_is_skipped_in_the_runs_and_says_by_whom()
    {
        await SubmitAsync("""{"executor":"noop","id":"keeper","delay":"1h","uniqueKey":"nightly"}""", 201);
        await gateway.AskAsync(
            HttpMethod.Put, "schedules/taken", """{"every":"1h","task":{"executor":"noop","uniqueKey":"nightly"}}""", 201);
        await gateway.AskAsync(HttpMethod.Post, "schedules/taken/trigger", null, 201);

        var run = await SkippedRunAsync();

        run.GetProperty("reason").GetString().ShouldBe("duplicate: task 'keeper' has its unique key");
        run.GetProperty("taskStatus").GetString().ShouldBe("cancelled");
    }

    // The shard of the task says so a moment after the schedule has made it.
    private async Task<JsonElement> SkippedRunAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var items = (await gateway.AskAsync(HttpMethod.Get, "schedules/taken/runs", null, 200)).GetProperty("items");
            if (items.EnumerateArray().FirstOrDefault(item => item.GetProperty("outcome").GetString() == "skipped") is { ValueKind: JsonValueKind.Object } run) return run;
            await Task.Delay(50, patience.Token);
        }
    }

    [Fact]
    public async Task Replaced_is_what_waits_and_never_what_runs()
    {
        await SubmitAsync("""{"executor":"noop","id":"old","delay":"1h","uniqueKey":"r"}""", 201);
        await SubmitAsync("""{"executor":"noop","id":"new","payload":{"delayMs":60000},"uniqueKey":"r","onConflict":"replace"}""", 201);
        var old = await gateway.AskAsync(HttpMethod.Get, "tasks/old", null, 200);
        (old.GetProperty("status").GetString(), old.GetProperty("reason").GetString()).ShouldBe(("cancelled", "replaced"));
        (await gateway.AskAsync(HttpMethod.Get, "tasks/old/explain", null, 200)).GetProperty("summary").GetString()!.ShouldEndWith("(replaced).");
        await gateway.UntilAsync("new", "running");
        (await SubmitAsync("""{"executor":"noop","uniqueKey":"r","onConflict":"replace"}""", 409)).GetProperty("taskId").GetString().ShouldBe("new");
        await gateway.AskAsync(HttpMethod.Post, "tasks/old/retry", null, 409);
        await gateway.AskAsync(HttpMethod.Post, "tasks/new/cancel", null, 200);
        await gateway.UntilAsync("new", "cancelled");
        await gateway.AskAsync(HttpMethod.Post, "tasks/old/retry", null, 200);
    }

    [Fact]
    public async Task What_follows_a_task_that_replaces_another_is_made_with_it_and_nothing_follows_one_that_is_only_shown()
    {
        await SubmitAsync("""{"executor":"noop","id":"f-old","delay":"1h","uniqueKey":"f"}""", 201);
        await SubmitAsync("""{"executor":"noop","id":"f-shown","uniqueKey":"f","onConflict":"existing","onSuccess":{"executor":"noop"}}""", 200);
        await gateway.AskAsync(HttpMethod.Get, "tasks/f-shown.onSuccess", null, 404);
        await SubmitAsync("""{"executor":"noop","id":"f-new","uniqueKey":"f","onConflict":"replace","onSuccess":{"executor":"noop"}}""", 201);
        await gateway.UntilAsync("f-new.onSuccess", "succeeded");
    }

    [Fact]
    public async Task Each_item_of_a_batch_has_an_answer_of_its_own()
    {
        await SubmitAsync("""{"executor":"noop","id":"b-holder","delay":"1h","uniqueKey":"b"}""", 201);
        var reply = await gateway.AskAsync(
            HttpMethod.Post, "tasks/batch",
            """{"tasks":[{"executor":"noop","uniqueKey":"b"},{"executor":"noop","uniqueKey":"b","onConflict":"existing"},{"executor":"noop","uniqueKey":"b2"},{"executor":"noop"}]}""", 200);
        var items = reply.GetProperty("items").EnumerateArray().ToArray();
        items[0].GetProperty("error").GetProperty("taskId").GetString().ShouldBe("b-holder");
        items[1].GetProperty("id").GetString().ShouldBe("b-holder");
        items.Select(item => item.GetProperty("outcome").GetString()).ShouldBe(["rejected", "exists", "created", "created"]);
    }

    [Fact]
    public async Task Of_many_requests_at_once_one_makes_its_task()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => gateway.SendAsync(HttpMethod.Post, "tasks", """{"executor":"noop","delay":"1h","uniqueKey":"race"}""")));
        answers.Count(answer => (int)answer.StatusCode == 201).ShouldBe(1);
        answers.Count(answer => (int)answer.StatusCode == 409).ShouldBe(23);
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task A_batch_with_an_idempotency_key_is_made_once_however_often_it_is_sent()
    {
        const string Body = """{"tasks":[{"executor":"noop","delay":"1h"},{"executor":"noop","delay":"1h","uniqueKey":"with-a-key"}]}""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => gateway.AskAsync(HttpMethod.Post, "tasks/batch", Body, 200, ("Idempotency-Key", "batch-1"))));
        answers.Select(answer => string.Join(' ', answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()))).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => answer.GetProperty("items")[0].GetProperty("outcome").GetString() == "created").ShouldBe(1);
        (await gateway.AskAsync(HttpMethod.Post, "tasks/batch", """{"tasks":[{"executor":"noop"}]}""", 422, ("Idempotency-Key", "batch-1")))
            .GetProperty("code").GetString().ShouldBe("idempotencyKeyReused");
    }

    [Fact]
    public async Task A_refusal_is_not_remembered_with_an_idempotency_key()
    {
        await SubmitAsync("""{"executor":"noop","id":"in-the-way","delay":"1h","uniqueKey":"i"}""", 201);
        const string Body = """{"executor":"noop","delay":"1h","uniqueKey":"i"}""";
        await gateway.AskAsync(HttpMethod.Post, "tasks", Body, 409, ("Idempotency-Key", "single-1"));
        await gateway.AskAsync(HttpMethod.Post, "tasks/in-the-way/cancel", null, 200);
        var made = await gateway.AskAsync(HttpMethod.Post, "tasks", Body, 201, ("Idempotency-Key", "single-1"));
        var again = await gateway.AskAsync(HttpMethod.Post, "tasks", Body, 200, ("Idempotency-Key", "single-1"));
        again.GetProperty("id").GetString().ShouldBe(made.GetProperty("id").GetString());
    }

    private Task<JsonElement> SubmitAsync(string json, int status) => gateway.AskAsync(HttpMethod.Post, "tasks", json, status);
}
