using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task list</c></summary>
internal static class TaskList
{
    private const int PageSize = 200;

    public static Command Create(CliContext context)
    {
        var status = WireOptions.Words<WireStatus>("--status", "Only tasks in this state; may be given many times.");
        var queue = WireOptions.Text("--queue", "Only this queue.", "NAME");
        var executor = WireOptions.Text("--executor", "Only this executor.", "NAME");
        var schedule = WireOptions.Text("--schedule", "Only tasks of this schedule.", "ID");
        var labels = WireOptions.Labels("--label", "Only tasks with this label; may be given many times.");
        var name = WireOptions.Text("--name", "Only tasks with this name.", "TEXT");
        var parent = WireOptions.Text("--depends-on", "Only tasks that wait, or waited, for this one.", "ID");
        var from = WireOptions.Instant("--from", "Only tasks made at or after this instant.");
        var to = WireOptions.Instant("--to", "Only tasks made before this instant.");
        var limit = WireOptions.Count(50, "At most this many.", "--limit");
        var cursor = WireOptions.Text("--cursor", "Go on where a list before ended.", "CURSOR");
        var all = new Option<bool>("--all") { Description = "Every task there is, page after page." };
        var command = new Command("list", "List tasks, newest first.")
        {
            status, queue, executor, schedule, labels, name, parent, from, to, limit, cursor, all,
        };
        return context.Define(command, async run =>
        {
            var query = new TaskQuery
            {
                Statuses = run.Parsed.GetValue(status) ?? [],
                Queue = run.Parsed.GetValue(queue),
                Executor = run.Parsed.GetValue(executor),
                ScheduleId = run.Parsed.GetValue(schedule),
                Labels = run.Parsed.GetValue(labels)?.Select(label => $"{label.Key}:{label.Value}").ToList() ?? [],
                Name = run.Parsed.GetValue(name),
                DependsOn = run.Parsed.GetValue(parent),
                From = run.Parsed.GetValue(from),
                To = run.Parsed.GetValue(to),
                Cursor = run.Parsed.GetValue(cursor),
            };
            var (items, next) = await CollectAsync(run, query, run.Parsed.GetValue(all) ? int.MaxValue : run.Parsed.GetValue(limit));
            run.Report.Many(items, WireJson.Default.TaskView, TaskTable.Columns);
            if (next is not null) run.Report.Note($"There are more: --cursor {next}, or --all.");
            return ExitCode.Done;
        });
    }

    private static async Task<(List<TaskView> Items, string? Next)> CollectAsync(Invocation run, TaskQuery query, int most)
    {
        var items = new List<TaskView>();
        while (true)
        {
            var page = await run.Client.Tasks.ListAsync(query with { Limit = Math.Min(PageSize, most - items.Count) }, run.Cancel);
            items.AddRange(page.Items);
            if (page.NextCursor is null || items.Count >= most) return (items, page.NextCursor);
            query = query with { Cursor = page.NextCursor };
        }
    }
}
