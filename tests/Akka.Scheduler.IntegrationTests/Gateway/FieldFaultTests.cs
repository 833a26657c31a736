using System.Text.Json;
using Akka.Scheduler.Client.Wire;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Every field of every document, with a value of another type, one out of its range and one that is unknown: the problem names it, and nothing has changed.</summary>
public sealed class FieldFaultTests(ServedNode node) : IClassFixture<ServedNode>
{
    [Fact]
    public void A_field_that_can_be_out_of_its_range_is_tried_with_such_a_value()
    {
        // Of the others every value of the right type is allowed.
        Untried<SubmitTaskRequest>([.. FieldFaults.OfTask, .. FieldFaults.OfSubmission]).ShouldBe(["priority", "delivery", "onLost"], ignoreOrder: true);
        Untried<RetrySpec>(FieldFaults.OfRetry).ShouldBe(["kind"]);
        Untried<ScheduleRequest>(FieldFaults.OfSchedule).ShouldBe(["enabled", "startAt", "endAt", "misfire", "overlap"], ignoreOrder: true);
        Untried<CalendarRequest>(FieldFaults.OfCalendar).ShouldBeEmpty();
        Untried<QueuePatch>(FieldFaults.OfQueue).ShouldBeEmpty();
        Untried<TaskPatch>(FieldFaults.OfPatch).ShouldBe(["priority"]);
    }

    [Fact]
    public Task A_task_is_refused() => RefusedAsync(
        HttpMethod.Post, "tasks", [.. FieldFaults.OfTask, .. FieldFaults.OfSubmission, .. FieldFaults.OfTypes(typeof(SubmitTaskRequest)), Unknown], fault => Document(fault, "\"executor\":\"noop\""));

    [Fact]
    public Task A_task_with_a_bad_rule_for_retries_is_refused() => RefusedAsync(
        HttpMethod.Post, "tasks", [.. FieldFaults.OfRetry, .. FieldFaults.OfTypes(typeof(RetrySpec)), Unknown], fault => $$"""{"executor":"noop","retry":{{Document(fault)}}}""", "retry.");

    [Fact]
    public async Task A_schedule_stays_as_it_was()
    {
        await node.AskAsync(HttpMethod.Put, "schedules/kept", """{"every":"1h","phase":"5m","maxRuns":7,"task":{"executor":"noop","ttl":"1h"}}""", 201);
        FieldFault[] faults = [.. FieldFaults.OfSchedule, .. FieldFaults.OfTypes(typeof(ScheduleRequest)), Unknown];
        await RefusedAsync(HttpMethod.Put, "schedules/kept", faults, fault => Document(fault, "\"every\":\"1h\"", "\"task\":{\"executor\":\"noop\"}"), kept: "schedules/kept");
        await RefusedAsync(HttpMethod.Patch, "schedules/kept", [.. FieldFaults.OfTypes(typeof(SchedulePatch)), Unknown], fault => Document(fault), kept: "schedules/kept");
    }

    [Fact]
    public async Task A_schedule_keeps_its_task()
    {
        await node.AskAsync(HttpMethod.Put, "schedules/tasks", """{"every":"1h","task":{"executor":"noop","ttl":"1h"}}""", 201);
        FieldFault[] faults = [.. FieldFaults.OfTask.Where(fault => fault.Field != "dependsOn"), new("dependsOn", "[\"a\"]"), .. FieldFaults.OfTypes(typeof(TaskTemplate)), Unknown];
        await RefusedAsync(HttpMethod.Put, "schedules/tasks", faults, fault => $$"""{"every":"1h","task":{{Document(fault, "\"executor\":\"noop\"")}}}""", "task.", "schedules/tasks");
        await RefusedAsync(HttpMethod.Patch, "schedules/tasks", faults, fault => $$"""{"task":{{Document(fault, "\"executor\":\"noop\"")}}}""", "task.", "schedules/tasks");
    }

    [Fact]
    public async Task A_calendar_stays_as_it_was()
    {
        await node.AskAsync(HttpMethod.Put, "calendars/kept", """{"dates":["2026-12-25"],"timeZone":"Europe/Berlin"}""", 201);
        FieldFault[] faults = [.. FieldFaults.OfCalendar, .. FieldFaults.OfTypes(typeof(CalendarRequest)), Unknown];
        await RefusedAsync(HttpMethod.Put, "calendars/kept", faults, fault => Document(fault), kept: "calendars/kept");
    }

    [Fact]
    public async Task A_queue_keeps_its_limits()
    {
        await node.AskAsync(HttpMethod.Patch, "queues/kept", """{"maxConcurrency":3,"ratePerSecond":0.5}""", 200);
        FieldFault[] faults = [.. FieldFaults.OfQueue, .. FieldFaults.OfTypes(typeof(QueuePatch)), Unknown];
        await RefusedAsync(HttpMethod.Patch, "queues/kept", faults, fault => Document(fault), kept: "queues");
        await RefusedAsync(HttpMethod.Post, "queues/kept/pause", [.. FieldFaults.OfTypes(typeof(ReasonRequest)), new("reason", $"\"{new string('x', 501)}\""), Unknown], fault => Document(fault), kept: "queues");
    }

    [Fact]
    public async Task A_waiting_task_stays_as_it_was()
    {
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"kept","executor":"noop","delay":"1h","labels":{"a":"b"}}""", 201);
        FieldFault[] faults = [.. FieldFaults.OfPatch, .. FieldFaults.OfTypes(typeof(TaskPatch)), Unknown];
        await RefusedAsync(HttpMethod.Patch, "tasks/kept", faults, fault => Document(fault), kept: "tasks/kept");
    }

    [Fact]
    public async Task A_filter_of_many_tasks_touches_none()
    {
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"filtered","executor":"noop","delay":"1h"}""", 201);
        FieldFault[] faults = [.. FieldFaults.OfTypes(typeof(BulkRequest)), Unknown];
        await RefusedAsync(HttpMethod.Post, "tasks/cancel", faults, fault => Document(fault), kept: "tasks/filtered");
    }

    private static FieldFault Unknown { get; } = new("frob", "1");

    private static IEnumerable<string> Untried<T>(IEnumerable<FieldFault> faults) => FieldFaults.Fields(typeof(T)).Except(faults.Select(fault => fault.Field));

    // The field may stand in place of one that the document has otherwise.
    private static string Document(FieldFault fault, params string[] others) =>
        $"{{{string.Join(',', others.Where(other => !other.StartsWith($"\"{fault.Field}\":", StringComparison.Ordinal)).Append($"\"{fault.Field}\":{fault.Json}"))}}}";

    private async Task RefusedAsync(HttpMethod method, string path, IReadOnlyList<FieldFault> faults, Func<FieldFault, string> document, string prefix = "", string? kept = null)
    {
        var before = kept is null ? "" : (await node.AskAsync(HttpMethod.Get, kept, null, 200)).GetRawText();
        var count = await node.CountAsync();
        var wrong = new List<string>();
        foreach (var fault in faults)
        {
            var body = document(fault);
            using var response = await node.SendAsync(method, path, body);
            var text = await response.Content.ReadAsStringAsync();
            var field = (int)response.StatusCode is 400 or 413 && JsonElement.Parse(text).TryGetProperty("field", out var named) ? named.GetString() : null;
            if (field != prefix + fault.Expected) wrong.Add($"{Cut(body)}: {(int)response.StatusCode} names {field} instead of {prefix + fault.Expected}: {Cut(text)}");
        }

        wrong.ShouldBeEmpty();
        (await node.CountAsync()).ShouldBe(count);
        if (kept is not null) (await node.AskAsync(HttpMethod.Get, kept, null, 200)).GetRawText().ShouldBe(before);
    }

    private static string Cut(string text) => text.Length > 300 ? text[..300] : text;
}
