using System.CommandLine;
using Akka.Scheduler.Cli.Commands.Schedules;
using Akka.Scheduler.Cli.Crontab;
using Akka.Scheduler.Cli.Options;

namespace Akka.Scheduler.Cli.Commands.Import;

/// <summary><c>import crontab FILE</c></summary>
internal sealed class ImportCrontab
{
    private const string DefaultPrefix = "crontab-";

    private const string Description =
        "Make a schedule of every line of a crontab. Importing the same file again changes nothing. A line with @reboot becomes a task "
        + "that runs once, at its first import. Commands run as the node's user, without retries.";

    private readonly Argument<string> _file = new("file") { Description = "The crontab; - is standard input." };

    private readonly Option<bool> _system =
        new("--system") { Description = "The word after the fields is a user. Default for /etc/crontab and files in /etc/cron.d." };

    private readonly Option<bool> _userFormat =
        new("--user-format") { Description = "There is no user column. Default for every other file." };

    private readonly Option<string> _prefix =
        new("--prefix") { Description = "How the ids begin.", HelpName = "TEXT", DefaultValueFactory = _ => DefaultPrefix };

    private readonly Option<string?> _zone =
        WireOptions.Text("--time-zone", "The IANA zone of lines under no CRON_TZ or TZ. Default: this machine's own.", "ZONE");

    private readonly Option<string?> _queue = WireOptions.Text("--queue", "The queue of the tasks. Default 'default'.", "NAME");
    private readonly Option<TimeSpan?> _timeout = WireOptions.Duration("--timeout", "The longest a command may run. Default 1d.");

    private readonly Option<bool> _dryRun =
        new("--dry-run") { Description = "Change nothing: show each line's schedule and next three instants, and what cannot be taken." };

    private readonly Option<bool> _prune =
        new("--prune") { Description = "Afterwards delete the schedules with this --prefix (must be given) that the file no longer holds." };

    public static Command Create(CliContext context)
    {
        var import = new ImportCrontab();
        var command = new Command("crontab", Description)
        {
            import._file, import._system, import._userFormat, import._prefix, import._zone, import._queue, import._timeout, import._dryRun,
            import._prune,
        };
        return context.Define(command, import.RunAsync);
    }

    private async Task<int> RunAsync(Invocation run)
    {
        var file = run.Parsed.GetRequiredValue(_file);
        var prune = run.Parsed.GetValue(_prune);
        if (prune && run.Parsed.GetResult(_prefix) is null or { Implicit: true })
            throw new UsageException("--prune deletes by prefix: say which with --prefix, one prefix for each crontab.");
        var lines = CrontabParser.Parse(InputText.ReadAll(file, run.Around.In), HasUserColumn(run, file));
        var schedules = new CrontabSchedules(
            run.Parsed.GetValue(_prefix)!,
            run.Parsed.GetValue(_zone) ?? LocalZone.Name(run.Around.Time.LocalTimeZone),
            run.Parsed.GetValue(_timeout) ?? TimeSpan.FromDays(1),
            run.Parsed.GetValue(_queue));
        var dryRun = run.Parsed.GetValue(_dryRun);
        var results = await new CrontabImport(run, schedules, dryRun).RunAsync(lines);
        var refused = results.Count(result => result.Status == "refused");
        if (prune && refused == 0) await PruneAsync(run, run.Parsed.GetValue(_prefix)!, [.. results.Select(result => result.Id!)], dryRun);
        else if (prune) run.Report.Note("nothing was deleted, because lines were refused");
        return refused == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private bool HasUserColumn(Invocation run, string file)
    {
        var (system, user) = (run.Parsed.GetValue(_system), run.Parsed.GetValue(_userFormat));
        if (system && user) throw new UsageException("--system and --user-format exclude each other: give one of them.");
        if (system || user) return system;
        var path = Path.GetFullPath(file);
        return path == "/etc/crontab" || path.StartsWith("/etc/cron.d/", StringComparison.Ordinal);
    }

    private static async Task PruneAsync(Invocation run, string prefix, HashSet<string> kept, bool dryRun)
    {
        foreach (var schedule in await ScheduleList.AllAsync(run))
        {
            if (!schedule.Id.StartsWith(prefix, StringComparison.Ordinal) || kept.Contains(schedule.Id)) continue;
            if (!dryRun) await run.Client.Schedules.DeleteAsync(schedule.Id, ifVersion: null, run.Cancel);
            run.Report.Note($"{schedule.Id} {(dryRun ? "would be deleted" : "deleted")}: the file no longer holds it");
        }
    }
}
