using System.Text.Json;
using System.Text.RegularExpressions;

namespace Akka.Scheduler.TestKit.Images;

/// <summary>What a Dockerfile says about the image that it makes: its instructions, and what its last stage starts and how.</summary>
public sealed partial class ImageRecipe
{
    private ImageRecipe(IReadOnlyList<(string Name, string Text)> instructions) => Instructions = instructions;

    /// <summary>All instructions in order, with lines joined and comments left out.</summary>
    public IReadOnlyList<(string Name, string Text)> Instructions { get; }

    /// <summary>The words that start a container.</summary>
    public IReadOnlyList<string> EntryPoint => Words(Last("ENTRYPOINT"));

    /// <summary>The words that ask a container how it is.</summary>
    public IReadOnlyList<string> HealthCheck => Words(Last("HEALTHCHECK")[Last("HEALTHCHECK").IndexOf('[', StringComparison.Ordinal)..]);

    /// <summary>The environment that the last stage adds.</summary>
    public IReadOnlyDictionary<string, string> Environment => FinalStage.Where(i => i.Name == "ENV")
        .SelectMany(i => Assignment().Matches(i.Text))
        .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value, StringComparer.Ordinal);

    /// <summary>The instructions of the last stage.</summary>
    public IEnumerable<(string Name, string Text)> FinalStage =>
        Instructions.Skip(Instructions.Select((instruction, at) => (instruction, at)).Last(i => i.instruction.Name == "FROM").at);

    /// <summary>Reads <c>docker/Dockerfile</c> of this source tree.</summary>
    public static ImageRecipe Read() => Parse(File.ReadAllText(Path.Combine(SolutionRoot.Find(), "docker", "Dockerfile")));

    /// <summary>Reads the text of a Dockerfile.</summary>
    public static ImageRecipe Parse(string text)
    {
        var lines = text.Split('\n').Where(line => !line.TrimStart().StartsWith('#'));
        var joined = string.Join('\n', lines).Replace("\\\n", " ", StringComparison.Ordinal);
        return new ImageRecipe([.. from line in joined.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                                   let blank = line.IndexOf(' ', StringComparison.Ordinal)
                                   select (line[..blank], line[blank..].Trim())]);
    }

    /// <summary>The last instruction with a name.</summary>
    public string Last(string name) => FinalStage.Last(i => i.Name == name).Text;

    private static string[] Words(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];

    [GeneratedRegex(@"(?<name>\w+)=(?<value>\S+)")]
    private static partial Regex Assignment();
}
