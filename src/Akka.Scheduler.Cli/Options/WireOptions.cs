using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Options;

/// <summary>Options whose values are written as the wire contract writes them; a refusal says what to write instead.</summary>
internal static class WireOptions
{
    private delegate bool TryRead<T>(string text, out T value, out string? error);

    public static Option<string?> Text(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary>How many; at least one.</summary>
    public static Option<int> Count(int usual, string description, params string[] names)
    {
        var option = new Option<int>(names[0], names[1..]) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var number) && number < 1) result.AddError($"{names[0]}: must be 1 or more.");
        });
        return option;
    }

    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result => Read<TimeSpan>(result, WireDuration.TryParse),
    };

    public static Option<IReadOnlyList<TimeSpan>?> Durations(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION,...",
        CustomParser = ReadDurations,
    };

    public static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "INSTANT",
        CustomParser = result => Read<DateTimeOffset>(result, WireInstant.TryParse),
    };

    public static Option<T?> Word<T>(string name, string description)
        where T : struct, Enum
    {
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = WireEnum.Permitted<T>().Replace(", ", "|", StringComparison.Ordinal),
            CustomParser = result => Read(result, (string text, out T value, out string? error) => ReadWord(text, out value, out error)),
        };
        option.CompletionSources.Add(Enum.GetValues<T>().Select(WireEnum.Name).ToArray());
        return option;
    }

    public static Option<IReadOnlyList<T>> Words<T>(string name, string description)
        where T : struct, Enum
    {
        var option = new Option<IReadOnlyList<T>>(name)
        {
            Description = description,
            HelpName = WireEnum.Permitted<T>().Replace(", ", "|", StringComparison.Ordinal),
            Arity = ArgumentArity.OneOrMore,
            CustomParser = ReadWords<T>,
            DefaultValueFactory = _ => [],
        };
        option.CompletionSources.Add(Enum.GetValues<T>().Select(WireEnum.Name).ToArray());
        return option;
    }

    public static Option<IReadOnlyDictionary<string, string>?> Labels(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ReadLabels,
    };

    public static Option<JsonElement?> Json(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "JSON",
        CustomParser = result => Read<JsonElement>(result, ReadJson),
    };

    /// <summary>Reads a JSON text, or says where it is broken.</summary>
    public static bool ReadJson(string text, out JsonElement value, out string? error)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            value = document.RootElement.Clone();
            error = null;
            return true;
        }
        catch (JsonException broken)
        {
            value = default;
            error = $"Not JSON: {broken.Message} Quote it for the shell, for example '{{\"command\":\"uname -a\"}}'.";
            return false;
        }
    }

    private static bool ReadWord<T>(string text, out T value, out string? error)
        where T : struct, Enum
    {
        error = WireEnum.TryParse(text, out value) ? null : $"'{text}' is not one of {WireEnum.Permitted<T>()}.";
        return error is null;
    }

    private static List<T> ReadWords<T>(ArgumentResult result)
        where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (ReadWord<T>(text, out var value, out var error)) values.Add(value);
            else result.AddError(error!);
        }

        return values;
    }

    private static List<TimeSpan> ReadDurations(ArgumentResult result)
    {
        var spans = new List<TimeSpan>();
        foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (WireDuration.TryParse(text, out var span, out var error)) spans.Add(span);
            else result.AddError($"{((OptionResult)result.Parent!).Option.Name}: {error}");
        }

        return spans;
    }

    private static Dictionary<string, string>? ReadLabels(ArgumentResult result)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in result.Tokens)
        {
            var equals = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) equals = token.Value.IndexOf(':', StringComparison.Ordinal);
            if (equals < 1) result.AddError($"'{token.Value}' is not a label: write key=value.");
            else labels[token.Value[..equals]] = token.Value[(equals + 1)..];
        }

        return labels.Count == 0 ? null : labels;
    }

    private static T? Read<T>(ArgumentResult result, TryRead<T> read)
        where T : struct
    {
        if (read(result.Tokens[0].Value, out var value, out var error)) return value;
        result.AddError($"{((OptionResult)result.Parent!).Option.Name}: {error}");
        return null;
    }
}
