using System.Globalization;

namespace Akka.Scheduler.TestKit.PostgreSql;

/// <summary>Where the programs of a PostgreSQL server are on this machine.</summary>
internal static class PostgresBinaries
{
    public const string Variable = "SCHEDULER_TEST_PGBIN";
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The folder that holds <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Locate() => Locate(
        Environment.GetEnvironmentVariable(Variable), DebianRoot, Environment.GetEnvironmentVariable("PATH") ?? "");

    internal static string Locate(string? chosen, string debianRoot, string path)
    {
        if (!string.IsNullOrEmpty(chosen))
        {
            return IsComplete(chosen)
                ? chosen
                : throw new InvalidOperationException($"{Variable} is '{chosen}', which does not hold initdb, postgres and pg_ctl.");
        }
        return ByVersion(debianRoot).Concat(path.Split(':', StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(IsComplete)
            ?? throw new InvalidOperationException(
                $"These tests need a PostgreSQL server, and none was found under {debianRoot}/*/bin or on PATH. "
                + $"Install the Debian package 'postgresql' (apt-get install postgresql), or set {Variable} to the folder of initdb.");
    }

    private static IEnumerable<string> ByVersion(string root)
        => !Directory.Exists(root)
            ? []
            : Directory.GetDirectories(root)
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(d => Path.Combine(d, "bin"));

    private static bool IsComplete(string folder)
        => new[] { "initdb", "postgres", "pg_ctl" }.All(program => File.Exists(Path.Combine(folder, program)));
}
