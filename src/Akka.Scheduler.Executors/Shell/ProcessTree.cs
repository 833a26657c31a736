using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>Every process of one attempt: those in its command's session, and those that left it with the attempt's variable.</summary>
/// <remarks>
/// A group or session alone is not enough: a daemon makes a session of its own. Links to parents are not enough: an orphan has lost
/// them. Where there is no <c>/proc</c>, the group and the links are what is left.
/// </remarks>
internal sealed class ProcessTree(Process command, bool ownSession, string attemptId)
{
    private readonly byte[] _mark = Encoding.UTF8.GetBytes($"{ShellEnvironment.AttemptVariable}={attemptId}\0");

    /// <summary>Those that still run, zombies left out.</summary>
    public IReadOnlyList<Member> Running()
    {
        if (!OperatingSystem.IsLinux()) return command.HasExited ? [] : [new Member(command.Id, ownSession ? command.Id : 0)];
        // Once the command is reaped its id may name another session, but only one whose leader lives.
        var session = ownSession && !(command.HasExited && Directory.Exists($"/proc/{command.Id}")) ? command.Id : 0;
        var found = new List<Member>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Look(directory, id, session) is { } member)
                found.Add(member);
        return found;
    }

    /// <summary>Sends a signal to each of them once: a second one means "at once" to many programs.</summary>
    public void Signal(int signal)
    {
        var running = Running();
        // The command's own group in one call, so that none of it can be born in between.
        if (running.Any(IsOfGroup)) PosixSignal.Send(-command.Id, signal);
        foreach (var member in running)
            if (!IsOfGroup(member))
                PosixSignal.Send(member.Id, signal);
    }

    /// <summary>Kills what the operating system still links to the command.</summary>
    public void KillLinked()
    {
        try
        {
            command.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // Some of it had ended by itself, which is all that was wanted.
        }
    }

    private bool IsOfGroup(Member member) => member.Group == command.Id;

    private Member? Look(string directory, int id, int session)
    {
        try
        {
            var stat = File.ReadAllText($"{directory}/stat");
            // The name stands in parentheses and may hold anything; behind it: state, parent, group, session.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ', 5);
            if (fields[0] is "Z" or "X" || id == Environment.ProcessId) return null;
            var member = new Member(id, int.Parse(fields[2], CultureInfo.InvariantCulture));
            if (session != 0 && int.Parse(fields[3], CultureInfo.InvariantCulture) == session) return member;
            return File.ReadAllBytes($"{directory}/environ").AsSpan().IndexOf(_mark) >= 0 ? member : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>One process.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Group">The id of its group.</param>
    public readonly record struct Member(int Id, int Group);
}
