using System.CommandLine;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Workers;

/// <summary><c>worker resume ID</c></summary>
internal static class WorkerResume
{
    public static Command Create(CliContext context)
    {
        var id = WorkerNoun.Id();
        return context.Define(new Command("resume", "Take a drained worker back into service.") { id }, async run =>
        {
            var worker = await run.Client.Workers.ResumeAsync(run.Parsed.GetRequiredValue(id), run.Cancel);
            run.Report.Many([worker], WireJson.Default.WorkerView, WorkerNoun.Columns);
            return ExitCode.Done;
        });
    }
}
