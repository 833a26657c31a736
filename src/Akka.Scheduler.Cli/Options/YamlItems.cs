using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Akka.Scheduler.Cli.Options;

/// <summary>Reads the items of a YAML text as JSON: each document is an item, a list of items, or a mapping with such a list.</summary>
/// <remarks>Plain words are numbers, truth values and null as in JSON; anything else, and all that is quoted, is text.</remarks>
internal static class YamlItems
{
    private const int DeepestNesting = 64;
    private const int MostNodes = 2_000_000;

    /// <summary>The items, each with the line on which it begins.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Its name, for what is said of it.</param>
    /// <param name="list">The key of the list, in a mapping that holds it.</param>
    /// <exception cref="UsageException">It is not YAML; the message says where and why.</exception>
    public static List<(long Line, JsonNode? Item)> Read(string text, string file, string list)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException broken)
        {
            var hint = broken.Message.Contains("alias", StringComparison.OrdinalIgnoreCase) || broken.Message.Contains("anchor", StringComparison.OrdinalIgnoreCase)
                || broken.Message.Contains("token", StringComparison.OrdinalIgnoreCase)
                ? " Quote a text that begins with *, @ or another sign of YAML: cron: \"*/5 * * * *\"." : "";
            throw new UsageException($"{file}, line {broken.Start.Line}: {broken.Message}{hint} Nothing was applied.");
        }

        var nodes = 0;
        var items = new List<(long, JsonNode?)>();
        foreach (var root in stream.Documents.Select(document => document.RootNode))
        {
            var holder = root is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(list), out var held) ? held : root;
            if (holder is YamlScalarNode { Value: "" or null }) continue;
            foreach (var item in holder is YamlSequenceNode sequence ? sequence.Children : [holder])
                items.Add((item.Start.Line, Json(item, 0, file, ref nodes)));
        }

        return items;
    }

    private static JsonNode? Json(YamlNode node, int depth, string file, ref int nodes)
    {
        if (depth > DeepestNesting || ++nodes > MostNodes) throw new UsageException($"{file}, line {node.Start.Line}: it is nested too deeply, or too large. Nothing was applied.");
        switch (node)
        {
            case YamlMappingNode mapping:
                var members = new JsonObject();
                foreach (var (key, value) in mapping.Children) members[((YamlScalarNode)key).Value ?? ""] = Json(value, depth + 1, file, ref nodes);
                return members;
            case YamlSequenceNode sequence:
                var list = new JsonArray();
                foreach (var item in sequence.Children) list.Add(Json(item, depth + 1, file, ref nodes));
                return list;
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
        if (text is "" or "~" or "null") return null;
        if (text is "true" or "false") return JsonValue.Create(text == "true");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return JsonValue.Create(whole);
        const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Real, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? JsonValue.Create(real) : JsonValue.Create(text);
    }
}
