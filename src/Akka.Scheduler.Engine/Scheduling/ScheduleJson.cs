using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>Schedules and cursors as the JSON text that is stored. Members may be added; none changes its meaning.</summary>
public static class ScheduleJson
{
    /// <summary>The definition as text.</summary>
    public static string Write(Schedule schedule) =>
        JsonSerializer.Serialize(ScheduleDocument.Of(schedule), ScheduleJsonContext.Default.ScheduleDocument);

    /// <summary>The cursor as text.</summary>
    public static string Write(ScheduleCursor cursor) => JsonSerializer.Serialize(
        new CursorDocument(cursor.Schedule.Value, cursor.Watermark, cursor.Runs, cursor.LastTask?.Value)
        {
            Held = cursor.Held.Count == 0 ? null : [.. cursor.Held.Select(held => new HeldDocument(held.Nominal, held.Kind, held.Version))],
        },
        ScheduleJsonContext.Default.CursorDocument);

    /// <summary>Reads a definition.</summary>
    /// <exception cref="InvalidDataException">The text is no definition that this program knows.</exception>
    public static Schedule ReadSchedule(string text) => Read(text, ScheduleJsonContext.Default.ScheduleDocument).ToSchedule();

    /// <summary>Reads a cursor.</summary>
    /// <exception cref="InvalidDataException">The text is no cursor that this program knows.</exception>
    public static ScheduleCursor ReadCursor(string text)
    {
        var read = Read(text, ScheduleJsonContext.Default.CursorDocument);
        return new(new(read.Schedule), read.Watermark.ToUniversalTime(), read.Runs, read.LastTask is { } last ? new TaskId(last) : null)
        {
            Held = read.Held is null ? [] : [.. read.Held.Select(held => new HeldInstant(held.Nominal.ToUniversalTime(), held.Kind, held.Version))],
        };
    }

    internal static T Read<T>(string text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new InvalidDataException("a stored schedule document is null");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("a stored schedule document is not readable", broken);
        }
    }
}

internal sealed record CursorDocument(string Schedule, DateTimeOffset Watermark, long Runs, string? LastTask)
{
    public IReadOnlyList<HeldDocument>? Held { get; init; }
}

internal sealed record HeldDocument(DateTimeOffset Nominal, OccurrenceKind Kind, long Version);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ScheduleDocument))]
[JsonSerializable(typeof(CursorDocument))]
[JsonSerializable(typeof(CalendarDocument))]
internal sealed partial class ScheduleJsonContext : JsonSerializerContext;
