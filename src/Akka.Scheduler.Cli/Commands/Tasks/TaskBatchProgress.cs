using System.CommandLine;
using System.Globalization;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task batch ID</c></summary>
internal static class TaskBatchProgress
{
    public static Command Create(CliContext context)
    {
        var id = new Argument<string>("id") { Description = "The batch's id: that of the task that comes after it." };
        return context.Define(new Command("batch", "Show how far a batch has come.") { id }, async run =>
        {
            var batch = await run.Client.Tasks.GetBatchAsync(run.Parsed.GetRequiredValue(id), run.Cancel);
            run.Report.One(batch, WireJson.Default.BatchView,
            [
                ("id", batch.Id), ("total", Text(batch.Total)), ("open", Text(batch.Open)), ("succeeded", Text(batch.Succeeded)), ("failed", Text(batch.Failed)),
                ("cancelled", Text(batch.Cancelled)), ("expired", Text(batch.Expired)),
                ("progress", batch.Progress.ToString("P0", CultureInfo.InvariantCulture)), ("then", WireEnum.Name(batch.Then)),
            ]);
            return ExitCode.Done;
        });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
