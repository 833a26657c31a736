namespace Akka.Scheduler.Cli.Commands.Dev;

/// <summary>Builds a node's project once, so that several processes can start it, and each is the node itself and can be killed as one.</summary>
internal static class NodeBuild
{
    /// <summary>Where the built node is; a node that is no project is taken as it is.</summary>
    /// <exception cref="UsageException">It does not build; the message holds what the compiler said.</exception>
    public static async Task<NodeLocation> OnceAsync(NodeLocation location, Surroundings around, CancellationToken cancel)
    {
        if (location.Leading is not ["run", .., var project, "--"]) return location;
        around.Error.WriteLine($"building {project} ...");
        var directory = Directory.GetCurrentDirectory();
        await ForeignProgram.MustRunAsync(["dotnet", "build", project, "-c", "Release", "-v", "quiet", "-nologo", "-nodeReuse:false"], directory, cancel);
        var (code, output) = await ForeignProgram.RunAsync(
            ["dotnet", "msbuild", project, "-p:Configuration=Release", "-getProperty:TargetPath", "-nologo", "-nodeReuse:false"], directory, cancel);
        return code == 0 && output.Trim() is var built && File.Exists(built)
            ? new NodeLocation("dotnet", [built])
            : throw new UsageException($"The node was built, but cannot be found: {output.Trim()}");
    }
}
