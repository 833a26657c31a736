using System.Text.Json;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>One task of a batch as it was read: a request, or what is wrong with it.</summary>
internal readonly record struct BatchTask(SubmitTaskRequest? Request, WireFault? Fault);

/// <summary>Reads the body of a batch. What cannot be read in one task is said of that task; the others are read all the same.</summary>
internal static class BatchBody
{
    public static async Task<(IReadOnlyList<BatchTask> Tasks, SubmitTaskRequest? Then, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream(request.ContentLength is { } length and < int.MaxValue ? (int)length : 0);
        await request.Body.CopyToAsync(body, cancel);
        var text = body.GetBuffer().AsMemory(0, (int)body.Length);
        try
        {
            var read = JsonSerializer.Deserialize(text.Span, WireJson.Default.BatchRequest);
            return read is not null
                ? ([.. read.Tasks.Select(task => new BatchTask(task, null))], read.Then, null)
                : ([], null, Problems.Unreadable(new(null, "The body is null; give an object.")));
        }
        catch (JsonException wrong)
        {
            return OneByOne(text) is { } tasks ? (tasks, null, null) : ([], null, Problems.Unreadable(WireFault.From(wrong), wrong.LineNumber, wrong.BytePositionInLine));
        }
    }

    // Nothing, where it is not a task that is at fault but what stands around them, or where a task comes after them: that one waits for all or none.
    private static List<BatchTask>? OneByOne(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object || document.RootElement.EnumerateObject().Count() != 1) return null;
            if (!document.RootElement.TryGetProperty("tasks", out var tasks) || tasks.ValueKind != JsonValueKind.Array) return null;
            return [.. tasks.EnumerateArray().Select(One)];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BatchTask One(JsonElement task, int index)
    {
        try
        {
            return task.Deserialize(WireJson.Default.SubmitTaskRequest) is { } request
                ? new(request, null)
                : new(null, new($"tasks[{index}]", $"'tasks[{index}]' must not be null: give a task."));
        }
        catch (JsonException wrong)
        {
            var fault = WireFault.From(wrong);
            return new(null, fault with { Field = fault.Field is null ? $"tasks[{index}]" : $"tasks[{index}].{fault.Field}" });
        }
    }
}
