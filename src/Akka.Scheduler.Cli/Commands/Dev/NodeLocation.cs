namespace Akka.Scheduler.Cli.Commands.Dev;

/// <summary>How to start a node: a program and the words that come before the node's own.</summary>
/// <param name="Program">The program.</param>
/// <param name="Leading">Its first arguments.</param>
internal sealed record NodeLocation(string Program, IReadOnlyList<string> Leading)
{
    /// <summary>Names the node's program, its .dll, or its project.</summary>
    public const string Variable = "SCHEDCTL_NODE";

    private const string Name = "Akka.Scheduler.Node";

    /// <summary>Looks in the variable, next to this program, and upwards for a source checkout, in this order.</summary>
    /// <param name="variable">Reads the environment.</param>
    /// <param name="programDirectory">Where this program lies.</param>
    /// <param name="currentDirectory">Where it was started.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static NodeLocation Find(Func<string, string?> variable, string programDirectory, string currentDirectory)
    {
        if (variable(Variable) is { } given)
        {
            return File.Exists(given) || Directory.Exists(given)
                ? Of(given)
                : throw new UsageException($"{Variable} names '{given}', which does not exist: give the node's program, .dll or project.");
        }

        string[] beside = [programDirectory, Path.Combine(programDirectory, "node"), Path.Combine(programDirectory, "..", "node")];
        foreach (var directory in beside)
        {
            foreach (var file in (string[])[Name, Name + ".exe", Name + ".dll"])
            {
                if (File.Exists(Path.Combine(directory, file))) return Of(Path.GetFullPath(Path.Combine(directory, file)));
            }
        }

        return InCheckout(currentDirectory) ?? InCheckout(programDirectory)
            ?? throw new UsageException($"No node found next to schedctl or in a source checkout: name its program with {Variable}.");
    }

    private static NodeLocation? InCheckout(string start)
    {
        for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
        {
            var project = Path.Combine(at.FullName, "src", Name, Name + ".csproj");
            if (File.Exists(project)) return Of(project);
        }

        return null;
    }

    private static NodeLocation Of(string path) => Path.GetExtension(path) switch
    {
        ".dll" => new NodeLocation("dotnet", [path]),
        ".csproj" => new NodeLocation("dotnet", ["run", "-c", "Release", "--project", path, "--"]),
        _ when Directory.Exists(path) => new NodeLocation("dotnet", ["run", "-c", "Release", "--project", path, "--"]),
        _ => new NodeLocation(path, []),
    };
}
