using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Reads payloads and writes results.</summary>
internal static class HandlerJson
{
    public static TInput Read<TInput>(TaskContext context, JsonSerializerOptions json) => (TInput)Read(typeof(TInput), context, json)!;

    public static object? Read(Type type, TaskContext context, JsonSerializerOptions json)
    {
        try
        {
            // Only where the input is a nullable value is nothing an input.
            var input = JsonSerializer.Deserialize(context.Payload ?? "null", json.GetTypeInfo(type));
            return input is not null || type.IsValueType ? input : throw new NonRetryableException("A payload is required.");
        }
        catch (JsonException fault)
        {
            throw new NonRetryableException($"The payload cannot be read as {type.Name}{At(fault)}: {Words(fault)}", fault);
        }
    }

    public static TOutput? ReadResult<TOutput>(PartEnd part, JsonSerializerOptions json)
    {
        try
        {
            return part.Result?.Data is { } data ? JsonSerializer.Deserialize(data, (JsonTypeInfo<TOutput>)json.GetTypeInfo(typeof(TOutput))) : default;
        }
        catch (JsonException fault)
        {
            throw new NonRetryableException($"The result of part '{part.Task}' cannot be read as {HandlerNames.Of(typeof(TOutput))}{At(fault)}: {Words(fault)}", fault);
        }
    }

    /// <summary>What is wrong, without the reader's notes on where: lines of a text that nobody has before him.</summary>
    public static string Words(Exception fault)
    {
        var note = fault.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        if (note < 0) note = fault.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return note < 0 ? fault.Message : fault.Message[..note];
    }

    private static string At(JsonException fault) => fault.Path is null or "$" ? "" : $" at {fault.Path}";

    public static string? Write(object? result, JsonSerializerOptions json) =>
        result is null ? null : JsonSerializer.Serialize(result, json.GetTypeInfo(result.GetType()));

    public static string? WriteTyped<TOutput>(TOutput result, JsonSerializerOptions json) =>
        result is null ? null : JsonSerializer.Serialize(result, (JsonTypeInfo<TOutput>)json.GetTypeInfo(typeof(TOutput)));

    /// <summary>Why no payload at all can be read as this type, or <see langword="null"/>.</summary>
    public static string? InputProblem(Type type, JsonSerializerOptions json)
    {
        try
        {
            var info = json.GetTypeInfo(type);
            JsonSerializer.Deserialize(info.Kind == JsonTypeInfoKind.Enumerable ? "[]" : "{}", info);
            return null;
        }
        catch (NotSupportedException fault)
        {
            return $"its input {HandlerNames.Of(type)} cannot be read from JSON: {Words(fault)}";
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            // It can be read, and the sample is none of it.
            return null;
        }
    }
}
