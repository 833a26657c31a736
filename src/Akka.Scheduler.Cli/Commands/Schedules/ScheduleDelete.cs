using System.CommandLine;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule delete ID…</c></summary>
internal static class ScheduleDelete
{
    public static Command Create(CliContext context)
    {
        var ids = new Argument<string[]>("id") { Description = "The schedules' ids.", Arity = ArgumentArity.OneOrMore };
        return context.Define(new Command("delete", "Delete schedules; the tasks they made stay.") { ids }, async run =>
        {
            foreach (var id in run.Parsed.GetRequiredValue(ids))
            {
                await run.Client.Schedules.DeleteAsync(id, ifVersion: null, run.Cancel);
                run.Report.Say($"{id} deleted");
            }

            return ExitCode.Done;
        });
    }
}
