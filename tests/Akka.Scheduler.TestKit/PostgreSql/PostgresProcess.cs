using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.TestKit.PostgreSql;

/// <summary>One process of a PostgreSQL server, as the system shows it: it can be found and paused when the server itself answers nothing.</summary>
/// <param name="Id">The process id.</param>
/// <param name="Title">What it calls itself, such as <c>postgres: walwriter</c>.</param>
public sealed partial record PostgresProcess(int Id, string Title)
{
    /// <summary>For a client's session: the client's port. Null for the server's own processes.</summary>
    public int? ClientPort { get; } = Session().Match(Title) is { Success: true } session ? int.Parse(session.Groups["port"].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether it is paused.</summary>
    public bool IsPaused => Field(Id, "State:") is ['T', ..];

    /// <summary>Sends a signal; an ended process is left alone.</summary>
    public void Send(ProcessSignal signal) => ProcessSignals.Send(Id, signal);

    /// <summary>Pauses processes, and lets go on the ones that were paused when it is disposed.</summary>
    public static IDisposable Pause(IEnumerable<PostgresProcess> processes) => new Pausing(processes);

    internal static IReadOnlyList<PostgresProcess> Of(string lockFile)
    {
        if (!File.Exists(lockFile) || !int.TryParse(File.ReadLines(lockFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var server)) return [];
        var parent = server.ToString(CultureInfo.InvariantCulture);
        var children = Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _))
            .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .Where(id => Field(id, "PPid:") == parent);
        return [.. children.Prepend(server).Select(id => new PostgresProcess(id, Read(id, "cmdline").TrimEnd('\0', ' ')))];
    }

    private static string Field(int id, string name) =>
        Read(id, "status").Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim() ?? "";

    // A process may end while it is looked at.
    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"^postgres: .* \S+\((?<port>\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Session();

    private sealed class Pausing : IDisposable
    {
        private readonly List<PostgresProcess> _paused = [];

        public Pausing(IEnumerable<PostgresProcess> processes)
        {
            foreach (var process in processes)
            {
                process.Send(ProcessSignal.Pause);
                _paused.Add(process);
            }
        }

        public void Dispose()
        {
            foreach (var process in _paused) process.Send(ProcessSignal.Continue);
        }
    }
}
