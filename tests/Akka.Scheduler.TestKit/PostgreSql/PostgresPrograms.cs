using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.TestKit.PostgreSql;

/// <summary>
/// Runs PostgreSQL's programs. They refuse to work for root, so for root they run as the user <c>postgres</c>, who must own what they
/// work on.
/// </summary>
internal sealed class PostgresPrograms(string binaries)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);

    /// <summary>Hands a directory over to the user that the programs run as.</summary>
    public async Task OwnAsync(string directory)
    {
        if (!Environment.IsPrivilegedProcess) return;
        var (code, output) = await RunAsync("chown", ["postgres", directory], "/", asRoot: true);
        if (code != 0)
            throw new InvalidOperationException(
                $"PostgreSQL does not run as root, and there is no user 'postgres': install the Debian package 'postgresql'.\n{output}");
    }

    /// <summary>Makes a directory a volume in memory of a size.</summary>
    public async Task MountAsync(string directory, string size)
    {
        var (code, output) = await RunAsync("mount", ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", directory], "/", asRoot: true);
        if (code != 0) throw new InvalidOperationException($"A volume could not be mounted: only root may, on a machine that allows it.\n{output}");
    }

    /// <summary>Runs a program that must succeed.</summary>
    public async Task MustRunAsync(string program, string[] arguments, string workingDirectory)
    {
        var (code, output) = await RunAsync(program, arguments, workingDirectory);
        if (code != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with code {code}.\n{output}");
    }

    /// <summary>Runs one of PostgreSQL's programs, or one of the system's.</summary>
    public async Task<(int Code, string Output)> RunAsync(
        string program, string[] arguments, string workingDirectory, bool asRoot = false, IReadOnlyList<string>? variables = null)
    {
        var path = Path.Combine(binaries, program);
        string[] command = [File.Exists(path) ? path : program, .. arguments];
        if (variables is not null) command = ["env", .. variables, .. command];
        if (Environment.IsPrivilegedProcess && !asRoot)
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command];
        await using var child = ChildProcess.Start(command[0], command[1..], workingDirectory);
        return (await child.ExitAsync(Timeout), child.Output.All);
    }
}
