using System.CommandLine;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule get ID</c></summary>
internal static class ScheduleGet
{
    public static Command Create(CliContext context)
    {
        var id = ScheduleNoun.Id();
        return context.Define(new Command("get", "Show one schedule.") { id }, async run =>
        {
            var schedule = await run.Client.Schedules.GetAsync(run.Parsed.GetRequiredValue(id), run.Cancel);
            run.Report.One(schedule, WireJson.Default.ScheduleView, ScheduleTable.Fields(schedule));
            return ExitCode.Done;
        });
    }
}
