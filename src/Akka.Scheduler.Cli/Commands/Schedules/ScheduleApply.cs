using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule apply</c>: makes or replaces schedules, from a file or from options.</summary>
internal sealed class ScheduleApply
{
    private readonly TaskSpecOptions _task = new();
    private readonly Option<string?> _file = new("--filename", "-f")
    {
        Description = "A file of schedules in YAML (several documents, or a list) or JSON (an object, an array, or lines); - is standard input.",
        HelpName = "FILE|-",
    };

    private readonly Option<string?> _id = WireOptions.Text("--id", "The schedule's id; one that has it is replaced.", "ID");
    private readonly Option<string?> _cron = WireOptions.Text("--cron", "A cron expression of 5 or 6 fields, or a macro.", "EXPRESSION");
    private readonly Option<TimeSpan?> _every = WireOptions.Duration("--every", "The time from one instant to the next.");
    private readonly Option<TimeSpan?> _phase = WireOptions.Duration("--phase", "With --every: counts from 1970-01-01T00:00Z and this much.");
    private readonly Option<DateTimeOffset?> _at = WireOptions.Instant("--at", "The only instant.");
    private readonly Option<string?> _timeZone = WireOptions.Text("--time-zone", "The IANA zone of --cron. Default UTC.", "ZONE");

    private readonly Option<WireDayRule?> _dayRule =
        WireOptions.Word<WireDayRule>("--day-rule", "How day of month and day of week combine. Default both.");

    private readonly Option<DateTimeOffset?> _startAt = WireOptions.Instant("--start-at", "No instant before this one.");
    private readonly Option<DateTimeOffset?> _endAt = WireOptions.Instant("--end-at", "No instant after this one.");
    private readonly Option<int?> _maxRuns = new("--max-runs") { Description = "End after this many tasks.", HelpName = "N" };
    private readonly Option<TimeSpan?> _jitter = WireOptions.Duration("--jitter", "Each task is due up to this long after its instant.");

    private readonly Option<WireMisfire?> _misfire =
        WireOptions.Word<WireMisfire>("--misfire", "What happens to missed instants. Default fireOnce.");

    private readonly Option<TimeSpan?> _catchUp =
        WireOptions.Duration("--catch-up-window", "How far back missed instants count. Default 1h.");

    private readonly Option<WireOverlap?> _overlap =
        WireOptions.Word<WireOverlap>("--overlap", "What happens when the task of an earlier instant has not finished. Default skip.");

    private readonly Option<string[]> _calendars =
        new("--calendar") { Description = "A calendar whose days it leaves out; may be given many times.", HelpName = "ID" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "With a file: show what would be done, and do nothing." };

    private readonly Option<bool> _prune =
        new("--prune") { Description = "With a file and --label: delete the schedules whose tasks have the labels and that are not in the file." };

    private readonly Option<bool> _disabled = new("--disabled") { Description = "Keep the schedule without firing it." };

    public static Command Create(CliContext context)
    {
        var apply = new ScheduleApply();
        var command = new Command("apply", "Make schedules, or replace those with the same ids.");
        foreach (var option in (Option[])
            [
                apply._file, apply._dryRun, apply._prune, apply._id, apply._cron, apply._every, apply._phase, apply._at, apply._timeZone, apply._dayRule, apply._startAt, apply._endAt,
                apply._maxRuns, apply._jitter, apply._misfire, apply._catchUp, apply._overlap, apply._calendars, apply._disabled,
            ])
        {
            command.Options.Add(option);
        }

        apply._task.AddTo(command);
        return context.Define(command, apply.RunAsync);
    }

    private async Task<int> RunAsync(Invocation run)
    {
        if (run.Parsed.GetValue(_file) is { } file) return await ApplyFileAsync(run, file);
        if (run.Parsed.GetValue(_dryRun) || run.Parsed.GetValue(_prune)) throw new UsageException("--dry-run and --prune go with a file: give it with -f.");
        var schedule = await run.Client.Schedules.UpsertAsync(Request(run), run.Cancel);
        run.Report.One(schedule, WireJson.Default.ScheduleView, ScheduleTable.Fields(schedule));
        return ExitCode.Done;
    }

    private ScheduleRequest Request(Invocation run)
    {
        var (cron, every, at) = (run.Parsed.GetValue(_cron), run.Parsed.GetValue(_every), run.Parsed.GetValue(_at));
        if ((cron is null ? 0 : 1) + (every is null ? 0 : 1) + (at is null ? 0 : 1) != 1)
            throw new UsageException("When? Give exactly one of --cron, --every and --at, or a file with -f.");
        var task = _task.Read(run.Parsed, run.Around.In);
        return new ScheduleRequest
        {
            Id = run.Parsed.GetValue(_id),
            Name = task.Name,
            Cron = cron,
            Every = every,
            Phase = run.Parsed.GetValue(_phase),
            At = at,
            TimeZone = run.Parsed.GetValue(_timeZone),
            DayRule = run.Parsed.GetValue(_dayRule),
            Enabled = run.Parsed.GetValue(_disabled) ? false : null,
            StartAt = run.Parsed.GetValue(_startAt),
            EndAt = run.Parsed.GetValue(_endAt),
            MaxRuns = run.Parsed.GetValue(_maxRuns),
            Jitter = run.Parsed.GetValue(_jitter),
            Misfire = run.Parsed.GetValue(_misfire),
            CatchUpWindow = run.Parsed.GetValue(_catchUp),
            Overlap = run.Parsed.GetValue(_overlap),
            Calendars = run.Parsed.GetValue(_calendars) is { Length: > 0 } calendars ? calendars : null,
            Task = task,
        };
    }

    private Task<int> ApplyFileAsync(Invocation run, string file)
    {
        var labels = _task.Labels(run.Parsed);
        var prune = run.Parsed.GetValue(_prune);
        if (prune && labels is null) throw new UsageException("What may be deleted? Give --label KEY=VALUE with --prune.");
        return new ScheduleFileApply(run, file, run.Parsed.GetValue(_dryRun), prune ? labels : null).RunAsync();
    }
}
