using System.Text.Json;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Client;

public sealed class WireJsonTests
{
    [Theory]
    [InlineData("""{"executor":"noop","colour":1}""", "colour", "not a field")]
    [InlineData("""{"executor":"noop","retry":{"max":1}}""", "retry.max", "not a field")]
    [InlineData("""{"executor":"noop","retry":{"maxRetries":99999999999}}""", "retry.maxRetries", "whole number")]
    [InlineData("""{"executor":"noop","retry":{"maxRetries":1.5}}""", "retry.maxRetries", "whole number")]
    [InlineData("""{"executor":"noop","retry":{"backoffRate":"2"}}""", "retry.backoffRate", "number")]
    [InlineData("""{"executor":"noop","maxConcurrency":"3"}""", "maxConcurrency", "number")]
    [InlineData("""{"executor":"noop","priority":"hgih"}""", "priority", "\"urgent\"")]
    [InlineData("""{"executor":"noop","priority":2}""", "priority", "\"urgent\"")]
    [InlineData("""{"executor":"noop","labels":[1]}""", "labels", "object")]
    [InlineData("""{"executor":"noop","labels":{"a":1}}""", "labels.a", "string")]
    [InlineData("""{"executor":"noop","name":7}""", "name", "string")]
    [InlineData("""{"executor":"noop","dueAt":"2026-03-01T08:00:00"}""", "dueAt", "2026-03-01T08:00:00Z")]
    [InlineData("""{"executor":"noop","dueAt":"yesterday"}""", "dueAt", "RFC 3339")]
    [InlineData("""{"executor":"noop","executor":"http"}""", "executor", "twice")]
    [InlineData("""{"executor":null}""", "executor", "null")]
    [InlineData("""{"name":"x"}""", "executor", "Required")]
    [InlineData("""[]""", null, "object")]
    public void A_bad_task_is_refused_with_its_field_and_the_remedy(string json, string? field, string remedy)
    {
        var fault = WireFault.From(Should.Throw<JsonException>(() => JsonSerializer.Deserialize(json, WireJson.Default.SubmitTaskRequest)));
        fault.Field.ShouldBe(field);
        fault.Detail.ShouldContain(remedy);
        fault.Detail.ShouldNotContain("Akka.Scheduler.Client");
    }

    [Theory]
    [InlineData("""{"tasks":[{"executor":"noop"},{"executor":"noop","x":1}]}""", "tasks[1].x", "not a field")]
    [InlineData("""{"tasks":[{"executor":"noop"},null]}""", "tasks[1]", "must not be null")]
    [InlineData("""{"tasks":[{"executor":"noop","dependsOn":["a",null]}]}""", "tasks[0].dependsOn[1]", "must not be null")]
    [InlineData("""{"tasks":[{"executor":"noop","labels":{"a":null}}]}""", "tasks[0].labels.a", "must not be null")]
    [InlineData("""{"tasks":[{"executor":"noop","requires":{"a":null}}]}""", "tasks[0].requires.a", "must not be null")]
    [InlineData("""{}""", "tasks", "Required")]
    public void A_bad_batch_is_refused_with_the_place_of_the_task(string json, string? field, string remedy)
    {
        var fault = WireFault.From(Should.Throw<JsonException>(() => JsonSerializer.Deserialize(json, WireJson.Default.BatchRequest)));
        fault.Field.ShouldBe(field);
        fault.Detail.ShouldContain(remedy);
    }

    [Theory]
    [InlineData("", "the body is empty")]
    [InlineData("{", "not closed")]
    [InlineData("""{"executor":"noop",}""", "comma")]
    [InlineData("""{"executor":"noop","labels":{"a":"1","a":"2"}}""", "twice")]
    public void What_is_wrong_with_a_text_is_said_without_the_readers_own_words(string json, string said)
    {
        var fault = WireFault.From(Should.Throw<JsonException>(() => JsonSerializer.Deserialize(json, WireJson.Default.SubmitTaskRequest)));
        fault.Detail.ShouldContain(said);
        foreach (var own in (string[])["isFinalBlock", "reader options", "token", "depth", "deserialization"]) fault.Detail.ShouldNotContain(own);
    }

    [Fact]
    public void Of_several_members_that_are_missing_the_field_is_the_first()
    {
        var fault = WireFault.From(Should.Throw<JsonException>(() => JsonSerializer.Deserialize("{}", WireJson.Default.BackfillRequest)));
        fault.Field.ShouldBe("from");
        fault.Detail.ShouldContain("from, to");
    }

    [Fact]
    public void A_text_that_is_not_json_is_refused() =>
        WireFault.From(Should.Throw<JsonException>(() => JsonSerializer.Deserialize("{\"executor\":", WireJson.Default.SubmitTaskRequest)))
            .Detail.ShouldNotContain("LineNumber");

    [Fact]
    public void A_task_is_written_in_camel_case_without_nulls()
    {
        var request = new SubmitTaskRequest
        {
            Id = "a",
            Executor = "shell",
            Payload = JsonDocument.Parse("""{"command":"true"}""").RootElement,
            Priority = WirePriority.High,
            Delivery = WireDelivery.AtMostOnce,
            DueAt = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.FromHours(1)),
            Timeout = TimeSpan.FromMinutes(5),
        };

        var json = JsonSerializer.SerializeToNode(request, WireJson.Default.SubmitTaskRequest)!.AsObject();

        json.Select(member => member.Key).ShouldBe(["id", "dueAt", "executor", "payload", "priority", "timeout", "delivery"], ignoreOrder: true);
        json["dueAt"]!.GetValue<string>().ShouldBe("2026-03-01T08:00:00.000Z");
        json["timeout"]!.GetValue<string>().ShouldBe("5m");
        json["priority"]!.GetValue<string>().ShouldBe("high");
        json["delivery"]!.GetValue<string>().ShouldBe("atMostOnce");
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("[1,2]")]
    [InlineData("true")]
    [InlineData("{\"a\":{\"b\":null}}")]
    public void A_payload_is_any_json_value(string payload)
    {
        var request = JsonSerializer.Deserialize($$"""{"executor":"x","payload":{{payload}}}""", WireJson.Default.SubmitTaskRequest)!;
        request.Payload!.Value.GetRawText().ShouldBe(payload);
    }

    [Fact]
    public void A_view_may_grow_without_breaking_its_readers()
    {
        var view = JsonSerializer.Deserialize(
            """
            {"id":"a","executor":"noop","queue":"default","priority":"normal","dueAt":"2026-03-01T08:00:00.123Z","delivery":"atLeastOnce",
             "status":"succeeded","createdAt":"2026-03-01T08:00:00Z","result":{"code":0,"data":[1]},"newMember":1}
            """,
            WireJson.Default.TaskView)!;
        view.Status.ShouldBe(WireStatus.Succeeded);
        view.DueAt.Millisecond.ShouldBe(123);
        view.Result!.Data!.Value.GetRawText().ShouldBe("[1]");
    }

    [Fact]
    public void An_instant_keeps_every_digit_it_has()
    {
        var instant = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        WireInstant.Format(instant.AddTicks(1)).ShouldBe("2026-03-01T08:00:00.0000001Z");
        WireInstant.Format(instant.AddTicks(10)).ShouldBe("2026-03-01T08:00:00.000001Z");
        WireInstant.TryParse("2026-03-01T10:00:00.5+02:00", out var read, out _).ShouldBeTrue();
        read.ShouldBe(instant.AddMilliseconds(500));
        read.Offset.ShouldBe(TimeSpan.Zero);
    }
}
