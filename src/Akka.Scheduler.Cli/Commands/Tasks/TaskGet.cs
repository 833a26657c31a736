using System.CommandLine;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task get ID</c></summary>
internal static class TaskGet
{
    public static Command Create(CliContext context)
    {
        var id = TaskNoun.Id();
        return context.Define(new Command("get", "Show one task.") { id }, async run =>
        {
            var task = await run.Client.Tasks.GetAsync(run.Parsed.GetRequiredValue(id), run.Cancel);
            run.Report.One(task, WireJson.Default.TaskView, TaskTable.Fields(task));
            return ExitCode.Done;
        });
    }
}
