using System.CommandLine;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Queues;

/// <summary><c>queue limit NAME</c></summary>
internal static class QueueLimit
{
    public static Command Create(CliContext context)
    {
        var name = QueueNoun.Name();
        var concurrency = new Option<int?>("--max-concurrency") { Description = "At most this many run in the cluster; 0 for no limit." };
        var rate = new Option<double?>("--rate") { Description = "At most this many starts a second in the cluster; 0 for no limit." };
        return context.Define(new Command("limit", "Set or take away the limits of a queue.") { name, concurrency, rate }, async run =>
        {
            var patch = new QueuePatch { MaxConcurrency = run.Parsed.GetValue(concurrency), RatePerSecond = run.Parsed.GetValue(rate) };
            if (patch == new QueuePatch()) throw new UsageException("Which limit? Give --max-concurrency N, --rate N, or both.");
            var queue = await run.Client.Queues.PatchAsync(run.Parsed.GetRequiredValue(name), patch, run.Cancel);
            run.Report.Many([queue], WireJson.Default.QueueView, QueueNoun.Columns);
            return ExitCode.Done;
        });
    }
}
