using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule history ID</c></summary>
internal static class ScheduleHistory
{
    private const int PageSize = 200;

    private static readonly IReadOnlyList<Column<OccurrenceView>> Columns =
    [
        new("INSTANT", record => Cell.Of(record.At)),
        new("THROUGH", record => Cell.Of(record.Through)),
        new("COUNT", record => Cell.Of(record.Count)) { Right = true },
        new("KIND", record => record.Kind),
        new("OUTCOME", record => record.Outcome),
        new("REASON", record => record.Reason),
        new("TASK", record => record.TaskId),
        new("STATUS", record => record.TaskStatus),
    ];

    public static Command Create(CliContext context)
    {
        var id = ScheduleNoun.Id();
        var limit = WireOptions.Count(50, "At most this many records, the newest first.", "--limit", "-n");
        return context.Define(new Command("history", "Show what became of a schedule's instants.") { id, limit }, async run =>
        {
            run.Report.Many(await ReadAsync(run, run.Parsed.GetRequiredValue(id), run.Parsed.GetValue(limit)), WireJson.Default.OccurrenceView, Columns);
            return ExitCode.Done;
        });
    }

    private static async Task<List<OccurrenceView>> ReadAsync(Invocation run, string id, int limit)
    {
        var records = new List<OccurrenceView>();
        string? cursor = null;
        do
        {
            var page = await run.Client.Schedules.RunsAsync(id, Math.Min(PageSize, limit - records.Count), cursor, run.Cancel);
            records.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null && records.Count < limit);
        return records;
    }
}
