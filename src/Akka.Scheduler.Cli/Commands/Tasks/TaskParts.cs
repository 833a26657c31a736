using System.CommandLine;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task parts ID</c></summary>
internal static class TaskParts
{
    private const int PageSize = 1_000;

    public static Command Create(CliContext context)
    {
        var id = new Argument<string>("id") { Description = "The id of the task that was submitted with --fan-out or --broadcast." };
        return context.Define(new Command("parts", "List the parts of a task, by their number.") { id }, async run =>
        {
            var items = new List<TaskView>();
            string? cursor = null;
            do
            {
                var page = await run.Client.Tasks.ListPartsAsync(run.Parsed.GetRequiredValue(id), PageSize, cursor, run.Cancel);
                items.AddRange(page.Items);
                cursor = page.NextCursor;
            }
            while (cursor is not null);

            run.Report.Many(items, WireJson.Default.TaskView, TaskTable.Columns);
            return ExitCode.Done;
        });
    }
}
