using System.CommandLine;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task retry ID</c>, <c>task retry --query …</c></summary>
internal static class TaskRetry
{
    public static Command Create(CliContext context)
    {
        var id = TaskNoun.OptionalId();
        var bulk = new BulkRun("retrying");
        var command = new Command("retry", "Run a finished task again, or all that match a query.") { id };
        foreach (var option in bulk.Options) command.Options.Add(option);
        return context.Define(command, async run =>
        {
            var one = run.Parsed.GetValue(id);
            if (bulk.Read(run.Parsed, one) is { } query) return await bulk.RunAsync(run, query, run.Client.Tasks.RetryManyAsync);
            var task = await run.Client.Tasks.RetryAsync(one!, run.Cancel);
            run.Report.One(task, WireJson.Default.TaskView, TaskTable.Fields(task));
            return ExitCode.Done;
        });
    }
}
