using System.CommandLine;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Queues;

/// <summary><c>queue list</c></summary>
internal static class QueueList
{
    private const string Description = "List queues with their limits and load.";

    public static Command Create(CliContext context) => context.Define(new Command("list", Description), async run =>
    {
        var queues = await run.Client.Queues.ListAsync(run.Cancel);
        run.Report.Many(queues.Items, WireJson.Default.QueueView, QueueNoun.Columns);
        return ExitCode.Done;
    });
}
