using System.Text.Json;
using System.Text.Json.Serialization;

namespace Akka.Scheduler.Client.Json;

/// <summary>Writes an enum as a camelCase string, reads nothing else, and names the permitted words when it refuses.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class WireEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> ByName = Enum.GetValues<T>().ToDictionary(WireEnum.Name, StringComparer.Ordinal);
    private static readonly string Permitted = string.Join(", ", ByName.Keys.Select(name => $"\"{name}\""));

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException($"Expected a string, one of {Permitted}.");
        var text = reader.GetString()!;
        return ByName.TryGetValue(text, out var value) ? value : throw new JsonException($"'{text}' is not one of {Permitted}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WireEnum.Name(value));
}
