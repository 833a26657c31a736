using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Json;

/// <summary>Names of errors in JSON: an array of strings and whole numbers, such as <c>[404, "TimeoutException"]</c>; written as strings.</summary>
public sealed class ErrorNamesConverter : JsonConverter<IReadOnlyList<string>>
{
    private const string Expected = "Expected an array of codes and names, for example [404, \"TimeoutException\"].";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException(Expected);
        var names = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            names.Add(reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number when reader.TryGetInt32(out var code) => code.ToString(CultureInfo.InvariantCulture),
                _ => throw new JsonException(Expected),
            });
        }

        return names;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in value) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}
