using System.CommandLine;
using System.CommandLine.Invocation;
using Akka.Scheduler.Cli.Commands;
using Akka.Scheduler.Cli.Commands.Calendars;
using Akka.Scheduler.Cli.Commands.Cluster;
using Akka.Scheduler.Cli.Commands.Dev;
using Akka.Scheduler.Cli.Commands.Import;
using Akka.Scheduler.Cli.Commands.Queues;
using Akka.Scheduler.Cli.Commands.Schedules;
using Akka.Scheduler.Cli.Commands.Tasks;
using Akka.Scheduler.Cli.Commands.Workers;

namespace Akka.Scheduler.Cli;

/// <summary>The whole command line: nouns, their verbs, and how a line of words is run.</summary>
internal sealed class CommandLine : IDisposable
{
    // Without this a word such as '@hourly' would be taken for the name of a file of further arguments.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };
    private readonly CliContext _context;
    private readonly RootCommand _root = new("Talks to a node of Akka.Scheduler: tasks, schedules, queues, workers, cluster.");

    public CommandLine(Surroundings around)
    {
        _context = new CliContext(around);
        _context.Globals.AddTo(_root);
        _root.Subcommands.Add(TaskNoun.Create(_context));
        _root.Subcommands.Add(ScheduleNoun.Create(_context));
        _root.Subcommands.Add(CalendarNoun.Create(_context));
        _root.Subcommands.Add(QueueNoun.Create(_context));
        _root.Subcommands.Add(WorkerNoun.Create(_context));
        _root.Subcommands.Add(ClusterNoun.Create(_context));
        _root.Subcommands.Add(StatsCommand.Create(_context));
        _root.Subcommands.Add(ImportNoun.Create(_context));
        _root.Subcommands.Add(DevCommand.Create(_context));
    }

    /// <summary>Runs one line of words to its exit code.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancel)
    {
        var around = _context.Around;
        var parsed = _root.Parse(words, Parser);
        var invocation = new InvocationConfiguration
        {
            Output = around.Out,
            Error = around.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        if (parsed.Action is not ParseErrorAction) return await parsed.InvokeAsync(invocation, cancel);
        // Where a word is not understood, that a command is missing follows from it.
        var faults = parsed.UnmatchedTokens.Count > 0 && parsed.Errors.Count > 1 ? parsed.Errors.Skip(1) : parsed.Errors;
        foreach (var error in faults) around.Error.WriteLine($"error: {error.Message}");
        around.Error.WriteLine($"  fix: see 'schedctl {Path(parsed)}--help'");
        return ExitCode.Usage;
    }

    /// <summary>The node and the token that a line names which says nothing else; <see langword="null"/> of any other line.</summary>
    public (string? Server, string? Token)? NodeAlone(IReadOnlyList<string> words)
    {
        var parsed = _root.Parse(words, Parser);
        var (server, token) = (parsed.GetResult(_context.Globals.Server), parsed.GetResult(_context.Globals.Token));
        var options = parsed.CommandResult.Children.Count();
        var named = (server is null ? 0 : 1) + (token is null ? 0 : 1);
        return parsed.CommandResult.Command == _root && parsed.UnmatchedTokens.Count == 0 && parsed.Errors.Count == 1 && options == named && named > 0
            ? (parsed.GetValue(_context.Globals.Server), parsed.GetValue(_context.Globals.Token))
            : null;
    }

    /// <summary>What could stand at the end of a line that is being written.</summary>
    public IEnumerable<string> Complete(IReadOnlyList<string> words) =>
        _root.Parse(words, Parser).GetCompletions().Select(item => item.Label);

    /// <summary>The help of the whole command line, for a program that was given nothing to do.</summary>
    public void WriteHelp(TextWriter writer) =>
        _root.Parse(["--help"], Parser).Invoke(new InvocationConfiguration { Output = writer, Error = writer });

    public void Dispose() => _context.Dispose();

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at.Parent is System.CommandLine.Parsing.CommandResult parent; at = parent)
            names.Insert(0, at.Command.Name + " ");
        return string.Concat(names);
    }
}
