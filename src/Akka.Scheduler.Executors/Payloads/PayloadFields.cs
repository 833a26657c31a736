using System.Text.Json;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Payloads;

/// <summary>Reads the fields of a payload by name and keeps the first fault. What was not asked for is refused at the end.</summary>
internal sealed class PayloadFields
{
    private readonly JsonElement _object;
    private readonly HashSet<string> _asked = [];

    private PayloadFields(JsonElement @object) => _object = @object;

    public PayloadProblem? Problem { get; private set; }

    /// <summary>Reads a payload that is an object. An absent one or null reads as an object without fields.</summary>
    public static PayloadFields Of(JsonElement? payload)
    {
        if (payload is not { } value || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return new PayloadFields(default);
        var isObject = value.ValueKind == JsonValueKind.Object;
        var fields = new PayloadFields(isObject ? value : default);
        if (!isObject) fields.Refuse("", $"The payload must be a JSON object, not {Word(value)}.");
        return fields;
    }

    public void Refuse(string field, string message) => Problem ??= new PayloadProblem(field, message);

    public bool Has(string name) => Find(name) is not null;

    /// <summary>A field of any kind.</summary>
    public JsonElement? Find(string name)
    {
        _asked.Add(name);
        if (_object.ValueKind != JsonValueKind.Object || !_object.TryGetProperty(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Null ? null : value;
    }

    /// <summary>A text, without the character NUL, which no program takes as an argument.</summary>
    public string? Text(string name)
    {
        var value = Find(name, JsonValueKind.String, "a string")?.GetString();
        return value is null ? null : WithoutNul(name, value);
    }

    public string RequiredText(string name, string example)
    {
        var value = Text(name);
        if (string.IsNullOrWhiteSpace(value)) Refuse(name, $"'{name}' is required, for example {example}.");
        return value ?? "";
    }

    public bool? Flag(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Refuse(name, $"'{name}' must be true or false, not {Word(value)}.");
        return null;
    }

    public int? Number(string name, int least, int most)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        Refuse(name, $"'{name}' must be a whole number from {least} to {most}.");
        return null;
    }

    public TimeSpan? Duration(string name)
    {
        if (Text(name) is not { } text) return null;
        if (PayloadDuration.TryParse(text, out var value) && value > TimeSpan.Zero) return value;
        Refuse(name, $"'{name}' must be a duration above zero such as \"250ms\", \"10s\" or \"5m\".");
        return null;
    }

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Find(name, JsonValueKind.Array, "a list of strings") is not { } list) return null;
        var texts = new List<string>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var field = $"{name}[{texts.Count}]";
            if (item.ValueKind != JsonValueKind.String) Refuse(field, $"'{field}' must be a string, not {Word(item)}.");
            texts.Add(item.ValueKind == JsonValueKind.String ? WithoutNul(field, item.GetString()!) : "");
        }

        return texts;
    }

    public IReadOnlyDictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>();
        if (Find(name, JsonValueKind.Object, "an object of strings") is not { } value) return map;
        foreach (var item in value.EnumerateObject())
        {
            var field = $"{name}.{item.Name}";
            if (item.Value.ValueKind != JsonValueKind.String) Refuse(field, $"'{field}' must be a string, not {Word(item.Value)}.");
            else map[item.Name] = WithoutNul(field, item.Value.GetString()!);
        }

        return map;
    }

    /// <summary>Refuses what was not asked for, and answers the first problem of all.</summary>
    public PayloadProblem? End()
    {
        if (Problem is not null || _object.ValueKind != JsonValueKind.Object) return Problem;
        foreach (var item in _object.EnumerateObject())
            if (!_asked.Contains(item.Name))
                Refuse(item.Name, $"There is no field '{item.Name}'. Known: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.");
        return Problem;
    }

    private JsonElement? Find(string name, JsonValueKind kind, string wanted)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind == kind) return value;
        Refuse(name, $"'{name}' must be {wanted}, not {Word(value)}.");
        return null;
    }

    private string WithoutNul(string field, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) Refuse(field, $"'{field}' may not hold the character NUL.");
        return text;
    }

    private static string Word(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "true, false or null",
    };
}
