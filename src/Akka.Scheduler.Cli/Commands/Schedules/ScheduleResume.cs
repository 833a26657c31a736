using System.CommandLine;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule resume ID</c></summary>
internal static class ScheduleResume
{
    public static Command Create(CliContext context)
    {
        var id = ScheduleNoun.Id();
        return context.Define(new Command("resume", "Let a paused schedule fire again.") { id }, async run =>
        {
            var schedule = await run.Client.Schedules.ResumeAsync(run.Parsed.GetRequiredValue(id), run.Cancel);
            run.Report.One(schedule, WireJson.Default.ScheduleView, ScheduleTable.Fields(schedule));
            return ExitCode.Done;
        });
    }
}
