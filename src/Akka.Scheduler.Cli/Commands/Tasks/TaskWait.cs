using System.CommandLine;
using Akka.Scheduler.Cli.Options;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task wait ID</c></summary>
internal static class TaskWait
{
    public static Command Create(CliContext context)
    {
        var id = TaskNoun.Id();
        var within = WireOptions.Duration("--within", "Stop waiting after this long, with exit code 1. Default: wait for ever.");
        const string description = "Wait until a task has finished, showing its output; exit 0 when it succeeded, 1 when not.";
        var command = new Command("wait", description) { id, within };
        return context.Define(command, async run =>
        {
            var task = await run.Client.Tasks.GetAsync(run.Parsed.GetRequiredValue(id), run.Cancel);
            return await TaskWatch.RunAsync(run, task, run.Parsed.GetValue(within));
        });
    }
}
