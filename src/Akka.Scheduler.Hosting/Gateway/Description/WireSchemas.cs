using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akka.Scheduler.Client.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Akka.Scheduler.Hosting.Gateway.Description;

/// <summary>
/// Corrects the schemas of the wire records in the OpenAPI document. The framework derives them from .NET's types, which read and write
/// otherwise: a duration is <c>10s</c>, a number is never text, an enum is a word, and a member is called as in JSON.
/// </summary>
internal static partial class WireSchemas
{
    private const string DurationPattern =
        @"^([0-9]{1,15}(\.[0-9]{1,9})?(ms|s|m|h|d)|P([0-9]+(\.[0-9]+)?D)?(T([0-9]+(\.[0-9]+)?H)?([0-9]+(\.[0-9]+)?M)?([0-9]+(\.[0-9]+)?S)?)?)$";

    private static readonly Dictionary<string, Type> Types =
        typeof(SubmitTaskRequest).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(SubmitTaskRequest).Namespace).ToDictionary(type => type.Name);

    /// <summary>Corrects the document; what an application describes besides stays as it is.</summary>
    public static Task CorrectAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (Types.TryGetValue(name, out var type) && type.IsEnum && schema is OpenApiSchema words)
            {
                words.Type = JsonSchemaType.String;
                words.Enum = [.. Enum.GetNames(type).Select(member => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(member))];
            }

            if (type is not null || name.StartsWith("PageOf", StringComparison.Ordinal)) Correct(schema);
        }

        return Task.CompletedTask;
    }

    private static void Correct(IOpenApiSchema? schema)
    {
        if (schema?.Description is { } text) schema.Description = InTheWordsOfJson(text);
        if (schema is not OpenApiSchema own) return;
        if (own.Type is { } kinds && kinds.HasFlag(JsonSchemaType.String) && (kinds & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            own.Type = kinds & ~JsonSchemaType.String;
            own.Pattern = null;
        }

        if (own.Pattern?.Contains(@"\d{2}:\d{2}:\d{2}", StringComparison.Ordinal) == true)
        {
            own.Pattern = DurationPattern;
            own.Examples = [JsonValue.Create("250ms"), JsonValue.Create("10s"), JsonValue.Create("PT10S")];
        }

        foreach (var below in (own.Properties?.Values ?? []).Concat(own.OneOf ?? []).Concat(own.AnyOf ?? []).Concat(own.AllOf ?? [])) Correct(below);
        Correct(own.Items);
        Correct(own.AdditionalProperties);
    }

    // "TimeSpan? SubmitTaskRequest.Delay" and "WirePriority.Normal" are what references in comments come out as.
    private static string InTheWordsOfJson(string text)
    {
        var members = Member().Replace(text, match => $"`{JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value)}`");
        return Word().Replace(members, match => $"`{JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value)}`");
    }

    [GeneratedRegex(@"(?:IReadOnly\w+(?:<[^>]*>|&lt;[^&]*&gt;)|\w+)\??\s(?!Wire)[A-Z]\w+\.([A-Z]\w+)")]
    private static partial Regex Member();

    [GeneratedRegex(@"\bWire[A-Z]\w+\.([A-Z]\w+)")]
    private static partial Regex Word();
}
