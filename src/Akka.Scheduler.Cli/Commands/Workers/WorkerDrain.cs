using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Workers;

/// <summary><c>worker drain ID</c></summary>
internal static class WorkerDrain
{
    public static Command Create(CliContext context)
    {
        var id = WorkerNoun.Id();
        var reason = WireOptions.Text("--reason", "Why.", "TEXT");
        var command = new Command("drain", "Give a worker nothing more; it finishes or gives back what it has, until it is resumed.") { id, reason };
        return context.Define(command, async run =>
        {
            var worker = await run.Client.Workers.DrainAsync(run.Parsed.GetRequiredValue(id), run.Parsed.GetValue(reason), run.Cancel);
            run.Report.Many([worker], WireJson.Default.WorkerView, WorkerNoun.Columns);
            return ExitCode.Done;
        });
    }
}
