using System.CommandLine;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Queues;

/// <summary><c>queue resume NAME</c></summary>
internal static class QueueResume
{
    public static Command Create(CliContext context)
    {
        var name = QueueNoun.Name();
        return context.Define(new Command("resume", "Let a paused queue start tasks again.") { name }, async run =>
        {
            var queue = await run.Client.Queues.ResumeAsync(run.Parsed.GetRequiredValue(name), run.Cancel);
            run.Report.Many([queue], WireJson.Default.QueueView, QueueNoun.Columns);
            return ExitCode.Done;
        });
    }
}
