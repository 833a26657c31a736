using System.CommandLine;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task retry ID</c></summary>
internal static class TaskRetry
{
    public static Command Create(CliContext context)
    {
        var id = TaskNoun.Id();
        return context.Define(new Command("retry", "Run a finished task again.") { id }, async run =>
        {
            var task = await run.Client.Tasks.RetryAsync(run.Parsed.GetRequiredValue(id), run.Cancel);
            run.Report.One(task, WireJson.Default.TaskView, TaskTable.Fields(task));
            return ExitCode.Done;
        });
    }
}
