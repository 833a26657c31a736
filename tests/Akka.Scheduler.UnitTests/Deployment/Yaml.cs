using System.Globalization;
using Akka.Scheduler.TestKit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Akka.Scheduler.UnitTests.Deployment;

/// <summary>A place in a YAML document. A path that leads nowhere gives a place that is not there, and only asking for its content fails.</summary>
internal sealed class Yaml(YamlNode? node, string where)
{
    public bool Exists => node is not null;

    /// <summary>The text of a scalar.</summary>
    public string Text => (node as YamlScalarNode)?.Value ?? throw Missing("a scalar");

    public int Number => int.Parse(Text, CultureInfo.InvariantCulture);

    /// <summary>The items of a list; none when it is not there.</summary>
    public IEnumerable<Yaml> Items => node switch
    {
        null => [],
        YamlSequenceNode list => list.Children.Select((item, at) => new Yaml(item, $"{where}[{at}]")),
        _ => throw Missing("a list"),
    };

    /// <summary>The names and values of a map; none when it is not there.</summary>
    public IEnumerable<(string Name, Yaml Value)> Fields => node switch
    {
        null => [],
        YamlMappingNode map => map.Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, new Yaml(pair.Value, $"{where}.{pair.Key}"))),
        _ => throw Missing("a map"),
    };

    public IReadOnlyDictionary<string, string> Texts => Fields.ToDictionary(f => f.Name, f => f.Value.Text, StringComparer.Ordinal);

    /// <summary>Follows names, parted by dots.</summary>
    public Yaml this[string path] => path.Split('.').Aggregate(this, (at, name) => at.Field(name));

    /// <summary>All documents of a file, named from the top of the source tree.</summary>
    public static IReadOnlyList<Yaml> Load(string file)
    {
        using var reader = new StringReader(File.ReadAllText(Path.Combine(SolutionRoot.Find(), file)));
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(reader)));
        return [.. stream.Documents.Select((document, at) => new Yaml(document.RootNode, $"{file}#{at}"))];
    }

    public override string ToString() => where;

    private Yaml Field(string name) =>
        new(node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null, $"{where}.{name}");

    private InvalidOperationException Missing(string expected) => new($"{where}: expected {expected}, found {(node is null ? "nothing" : node.NodeType)}");
}
