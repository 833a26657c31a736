using System.CommandLine;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task log ID</c></summary>
internal static class TaskLog
{
    public static Command Create(CliContext context)
    {
        var id = TaskNoun.Id();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on as the task writes, until it has finished." };
        return context.Define(new Command("log", "Show the captured output of a task.") { id, follow }, async run =>
        {
            var task = run.Parsed.GetRequiredValue(id);
            var printer = new LogPrinter(run);
            if (run.Parsed.GetValue(follow))
            {
                await foreach (var line in run.Client.Tasks.FollowLogAsync(task, run.Cancel)) printer.Print(line);
                return ExitCode.Done;
            }

            var log = await run.Client.Tasks.LogAsync(task, run.Cancel);
            if (run.Report.Format == OutputFormat.Json) run.Report.One(log, WireJson.Default.LogView, []);
            else
            {
                foreach (var line in log.Items) printer.Print(line);
            }

            if (log.Truncated) run.Report.Note("The node kept only part of the output: it outgrew its limit.");
            return ExitCode.Done;
        });
    }
}
