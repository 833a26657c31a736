using System.CommandLine;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Workers;

/// <summary><c>worker capacity ID [N]</c></summary>
internal static class WorkerCapacity
{
    public static Command Create(CliContext context)
    {
        var id = WorkerNoun.Id();
        var capacity = new Argument<int?>("capacity")
        {
            Description = "How many attempts it may run at once.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var weight = new Option<int?>("--weight") { Description = "Its share under the weighted strategy, 1 or more.", HelpName = "N" };
        var command = new Command("capacity", "Change the capacity or the weight of a worker while it runs.") { id, capacity, weight };
        return context.Define(command, async run =>
        {
            var patch = new WorkerPatch { Capacity = run.Parsed.GetValue(capacity), Weight = run.Parsed.GetValue(weight) };
            if (patch == new WorkerPatch()) throw new UsageException("What to change? Give a capacity, --weight N, or both.");
            var worker = await run.Client.Workers.PatchAsync(run.Parsed.GetRequiredValue(id), patch, run.Cancel);
            run.Report.Many([worker], WireJson.Default.WorkerView, WorkerNoun.Columns);
            return ExitCode.Done;
        });
    }
}
