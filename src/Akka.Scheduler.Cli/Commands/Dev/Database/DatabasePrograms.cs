using System.Globalization;

namespace Akka.Scheduler.Cli.Commands.Dev.Database;

/// <summary>PostgreSQL's own programs, and the user who may run them: they refuse to work for root.</summary>
/// <param name="folder">Holds <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c>.</param>
internal sealed class DatabasePrograms(string folder)
{
    private const string DebianRoot = "/usr/lib/postgresql";
    private const string User = "postgres";
    private static readonly string[] Needed = ["initdb", "postgres", "pg_ctl"];

    public string Folder => folder;

    /// <summary>Looks on PATH and where Debian puts them, and installs them if that was asked for.</summary>
    /// <exception cref="UsageException">There are none; the message says what to do.</exception>
    public static async Task<DatabasePrograms> FindAsync(Surroundings around, bool install, CancellationToken cancel)
    {
        var path = around.Variable("PATH") ?? string.Empty;
        if (Locate(path, DebianRoot) is { } there) return new DatabasePrograms(there);
        if (install)
        {
            around.Error.WriteLine("installing PostgreSQL ...");
            await DatabaseInstall.RunAsync(Environment.IsPrivilegedProcess, cancel);
            if (Locate(path, DebianRoot) is { } installed) return new DatabasePrograms(installed);
        }

        throw new UsageException(
            $"No PostgreSQL server found on PATH or under {DebianRoot}/*/bin, and a cluster needs one. "
            + "Install it (Debian and Ubuntu: apt-get install postgresql), or run this again as root with --install.");
    }

    /// <summary>The folder that holds all of the programs: one on the path, or else the newest of Debian's.</summary>
    /// <param name="path">The variable PATH.</param>
    /// <param name="debianRoot">Holds a folder for each version.</param>
    /// <returns>The folder, or null.</returns>
    public static string? Locate(string path, string debianRoot)
    {
        var versions = Directory.Exists(debianRoot) ? Directory.GetDirectories(debianRoot) : [];
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(versions.OrderByDescending(VersionOf).Select(version => Path.Combine(version, "bin")))
            .FirstOrDefault(candidate => Needed.All(program => File.Exists(Path.Combine(candidate, program))));
    }

    /// <summary>Hands files to the user who runs the programs.</summary>
    public static async Task OwnAsync(string directory, CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess) return;
        var (code, output) = await ForeignProgram.RunAsync(["chown", "-R", User, directory], "/", cancel);
        if (code != 0) throw new UsageException($"PostgreSQL does not run as root, and files cannot be given to the user '{User}': {output.Trim()}");
    }

    /// <summary>Runs one of the programs.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string directory, CancellationToken cancel)
    {
        string[] words = [Path.Combine(folder, program), .. arguments];
        if (Environment.IsPrivilegedProcess) words = ["setpriv", "--reuid=" + User, "--regid=" + User, "--init-groups", .. words];
        return ForeignProgram.RunAsync(words, directory, cancel);
    }

    private static int VersionOf(string directory) =>
        int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
