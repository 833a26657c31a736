using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task cancel ID</c></summary>
internal static class TaskCancel
{
    public static Command Create(CliContext context)
    {
        var id = TaskNoun.Id();
        var reason = WireOptions.Text("--reason", "Why; kept in the task's history.", "TEXT");
        return context.Define(new Command("cancel", "Cancel a task, also while it runs.") { id, reason }, async run =>
        {
            var task = await run.Client.Tasks.CancelAsync(run.Parsed.GetRequiredValue(id), run.Parsed.GetValue(reason), run.Cancel);
            run.Report.One(task, WireJson.Default.TaskView, TaskTable.Fields(task));
            return ExitCode.Done;
        });
    }
}
