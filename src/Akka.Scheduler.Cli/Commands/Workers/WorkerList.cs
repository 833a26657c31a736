using System.CommandLine;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Workers;

/// <summary><c>worker list</c></summary>
internal static class WorkerList
{
    public static Command Create(CliContext context) => context.Define(new Command("list", "List workers with their load."), async run =>
    {
        var workers = await run.Client.Workers.ListAsync(run.Cancel);
        run.Report.Many(workers.Items, WireJson.Default.WorkerView, WorkerNoun.Columns);
        return ExitCode.Done;
    });
}
