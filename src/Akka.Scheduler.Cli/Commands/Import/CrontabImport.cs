using System.Globalization;
using Akka.Scheduler.Cli.Crontab;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Import;

/// <summary>Takes the lines of a crontab to the node one by one, or only asks it what it would make of them.</summary>
internal sealed class CrontabImport(Invocation run, CrontabSchedules schedules, bool dryRun)
{
    private const string Once = "@reboot";
    private const string NoMail = "MAILTO: no mail is sent; what a command writes is kept with its task (schedctl task log ID)";

    private static readonly IReadOnlyList<Column<ImportedLine>> Columns =
    [
        new("LINE", line => Cell.Of(line.Line)) { Right = true },
        new("ID", line => line.Id),
        new("SCHEDULE", line => line.Schedule),
        new("ZONE", line => line.TimeZone),
        new("COMMAND", line => Cell.Short(line.Command, 50)),
    ];

    private static readonly IReadOnlyList<Column<ImportedLine>> DryRunColumns =
    [
        Columns[0], Columns[1], Columns[2], Columns[3], new("NEXT", NextInItsZone), Columns[4],
    ];

    public async Task<List<ImportedLine>> RunAsync(IReadOnlyList<CrontabLine> lines)
    {
        var results = new List<ImportedLine>();
        using (var progress = new ProgressBar(run.Around, dryRun ? "checking" : "importing"))
        {
            foreach (var line in lines)
            {
                results.Add(await TakeAsync(line));
                progress.Report((double)results.Count / lines.Count, $"{results.Count} of {lines.Count}");
            }
        }

        var refused = results.Where(result => result.Status == "refused").ToList();
        run.Report.Many(
            run.Report.Format == OutputFormat.Table ? [.. results.Except(refused)] : results,
            CliJson.Default.ImportedLine,
            dryRun ? DryRunColumns : Columns);
        foreach (var result in refused) run.Report.Note($"line {result.Line}: {result.Reason}");
        if (lines.OfType<CrontabLine.Job>().Any(AsksForMail)) run.Report.Note(NoMail);
        var verb = dryRun ? "would be imported" : "imported";
        run.Report.Note(string.Create(
            CultureInfo.InvariantCulture, $"{results.Count} lines: {results.Count - refused.Count} {verb}, {refused.Count} refused"));
        return results;
    }

    private async Task<ImportedLine> TakeAsync(CrontabLine line)
    {
        switch (line)
        {
            case CrontabLine.Job job:
                var described = Describe(job);
                try
                {
                    return dryRun ? await PreviewAsync(job, described) : await ApplyAsync(job, described);
                }
                catch (SchedulerException no) when (no.Status is 400 or 409 or 413 or 422)
                {
                    return described with { Status = "refused", Reason = FailureReport.OneLine(no.Problem.Title, no.Detail, no.Field) };
                }

            case CrontabLine.Refused refused:
                return new ImportedLine { Line = refused.Number, Status = "refused", Reason = refused.Reason, Command = refused.Text };
            default:
                throw new InvalidOperationException($"A crontab's line is a job or refused, and not {line.GetType().Name}.");
        }
    }

    private static bool AsksForMail(CrontabLine.Job job) => job.Environment.GetValueOrDefault("MAILTO") is { Length: > 0 };

    private ImportedLine Describe(CrontabLine.Job job) => new()
    {
        Line = job.Number,
        Status = dryRun ? "ok" : "imported",
        Id = schedules.NextId(job),
        Schedule = job.Cron ?? Once,
        TimeZone = job.Cron is null ? null : schedules.ZoneOf(job),
        Command = job.Command,
    };

    private async Task<ImportedLine> PreviewAsync(CrontabLine.Job job, ImportedLine described)
    {
        if (job.Cron is null) return described;
        var request = new PreviewRequest { Cron = job.Cron, TimeZone = described.TimeZone, Count = 3, DayRule = WireDayRule.Either };
        return described with { Next = (await run.Client.Schedules.PreviewAsync(request, run.Cancel)).Items };
    }

    private async Task<ImportedLine> ApplyAsync(CrontabLine.Job job, ImportedLine described)
    {
        if (job.Cron is not null) await run.Client.Schedules.UpsertAsync(schedules.ToSchedule(job, described.Id!), run.Cancel);
        else await run.Client.Tasks.SubmitAsync(schedules.ToTask(job).ToRequest() with { Id = described.Id }, cancel: run.Cancel);
        return described;
    }

    private static string? NextInItsZone(ImportedLine line) => line.Next switch
    {
        null => "once, at import",
        [] => "never",
        var next => string.Join(
            ", ", next.Select(at => LocalZone.At(at, line.TimeZone!).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture))),
    };
}
