using System.CommandLine;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule list</c></summary>
internal static class ScheduleList
{
    public static Command Create(CliContext context) => context.Define(new Command("list", "List all schedules."), async run =>
    {
        run.Report.Many(await AllAsync(run), WireJson.Default.ScheduleView, ScheduleTable.Columns);
        return ExitCode.Done;
    });

    /// <summary>Every schedule there is, page after page.</summary>
    public static async Task<List<ScheduleView>> AllAsync(Invocation run)
    {
        var items = new List<ScheduleView>();
        string? cursor = null;
        do
        {
            var page = await run.Client.Schedules.ListAsync(limit: 200, cursor, run.Cancel);
            items.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return items;
    }
}
