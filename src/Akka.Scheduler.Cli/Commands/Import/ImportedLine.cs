using System.Text.Json.Serialization;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Import;

/// <summary>What an import made, or would make, of one line.</summary>
internal sealed record ImportedLine
{
    public required int Line { get; init; }

    /// <summary><c>imported</c>, <c>ok</c> (dry run) or <c>refused</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The schedule's id, or the task's for <c>@reboot</c>.</summary>
    public string? Id { get; init; }

    /// <summary>The fields, or <c>@reboot</c>.</summary>
    public string? Schedule { get; init; }

    public string? TimeZone { get; init; }

    /// <summary>The next instants; only in a dry run.</summary>
    public IReadOnlyList<DateTimeOffset>? Next { get; init; }

    public string? Command { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; init; }
}

/// <summary>The JSON of what this program says in its own words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DurationConverter), typeof(InstantConverter)])]
[JsonSerializable(typeof(ImportedLine))]
internal sealed partial class CliJson : JsonSerializerContext;
