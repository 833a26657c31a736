namespace Akka.Scheduler.TestKit.Processes;

/// <summary>
/// The programs as users run them: published in Release. The test command publishes them once and names them in variables; a test run
/// without those publishes them itself, once per process, into a temporary folder that goes when the process ends.
/// </summary>
public static class PublishedPrograms
{
    /// <summary>Names the node's executable.</summary>
    public const string NodeVariable = "SCHEDULER_TEST_NODE";

    /// <summary>Names the command line's executable.</summary>
    public const string CliVariable = "SCHEDULER_TEST_CLI";

    private static readonly TimeSpan PublishTimeout = TimeSpan.FromMinutes(5);

    private static readonly Lazy<Task<string>> Node = new(() => FindAsync(NodeVariable, "Akka.Scheduler.Node", "Akka.Scheduler.Node"));

    private static readonly Lazy<Task<string>> Cli = new(() => FindAsync(CliVariable, "Akka.Scheduler.Cli", "schedctl"));

    /// <summary>The path of the node's executable.</summary>
    public static Task<string> NodeAsync() => Node.Value;

    /// <summary>The path of the executable <c>schedctl</c>.</summary>
    public static Task<string> CliAsync() => Cli.Value;

    private static async Task<string> FindAsync(string variable, string project, string program)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } chosen)
        {
            return File.Exists(chosen)
                ? chosen
                : throw new InvalidOperationException($"{variable} names '{chosen}', and there is no such file.");
        }
        var folder = Directory.CreateTempSubdirectory("scheduler-publish-").FullName;
        _ = Leash.Tie("rm -rf \"$1\"", folder);
        await PublishAsync(project, folder);
        return Path.Combine(folder, program);
    }

    private static async Task PublishAsync(string project, string folder)
    {
        var root = SolutionRoot.Find();
        var source = Path.Combine(root, "src", project);
        // The lock keeps two test processes from building the same sources at once; build servers would keep the output pipes open.
        string[] arguments =
        [
            Path.Combine(root, "Akka.Scheduler.sln"), "dotnet", "publish", source,
            "-c", "Release", "-o", folder, "-v", "quiet", "-nologo", "-p:UseSharedCompilation=false", "-nodeReuse:false",
        ];
        await using var publish = ChildProcess.Start("flock", arguments, root, CleanEnvironment());
        var code = await publish.ExitAsync(PublishTimeout);
        if (code != 0) throw new InvalidOperationException($"Publishing {project} ended with code {code}.\n{publish.Output.All}");
    }

    // A build started from inside a test run must not inherit that run's own build settings.
    private static Dictionary<string, string?> CleanEnvironment()
    {
        var environment = new Dictionary<string, string?> { ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0" };
        foreach (string key in Environment.GetEnvironmentVariables().Keys)
            if (key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || key.StartsWith("VSTEST", StringComparison.Ordinal))
                environment[key] = null;
        return environment;
    }
}
