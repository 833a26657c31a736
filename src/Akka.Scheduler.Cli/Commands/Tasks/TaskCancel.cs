using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task cancel ID</c>, <c>task cancel --query …</c></summary>
internal static class TaskCancel
{
    public static Command Create(CliContext context)
    {
        var id = TaskNoun.OptionalId();
        var reason = WireOptions.Text("--reason", "Why; kept in the task's history.", "TEXT");
        var bulk = new BulkRun("cancelling");
        var command = new Command("cancel", "Cancel a task, also while it runs, or all that match a query.") { id, reason };
        foreach (var option in bulk.Options) command.Options.Add(option);
        return context.Define(command, async run =>
        {
            var (one, why) = (run.Parsed.GetValue(id), run.Parsed.GetValue(reason));
            if (bulk.Read(run.Parsed, one) is { } query)
                return await bulk.RunAsync(run, query with { Reason = why }, run.Client.Tasks.CancelManyAsync);
            var task = await run.Client.Tasks.CancelAsync(one!, why, run.Cancel);
            run.Report.One(task, WireJson.Default.TaskView, TaskTable.Fields(task));
            return ExitCode.Done;
        });
    }
}
