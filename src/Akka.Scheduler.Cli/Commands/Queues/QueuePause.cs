using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Queues;

/// <summary><c>queue pause NAME</c></summary>
internal static class QueuePause
{
    public static Command Create(CliContext context)
    {
        var name = QueueNoun.Name();
        var reason = WireOptions.Text("--reason", "Why; shown while it is paused.", "TEXT");
        return context.Define(new Command("pause", "Let nothing start from a queue; what runs goes on.") { name, reason }, async run =>
        {
            var queue = await run.Client.Queues.PauseAsync(run.Parsed.GetRequiredValue(name), run.Parsed.GetValue(reason), run.Cancel);
            run.Report.Many([queue], WireJson.Default.QueueView, QueueNoun.Columns);
            return ExitCode.Done;
        });
    }
}
