using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule pause ID</c></summary>
internal static class SchedulePause
{
    public static Command Create(CliContext context)
    {
        var id = ScheduleNoun.Id();
        var reason = WireOptions.Text("--reason", "Why; shown while it is paused.", "TEXT");
        return context.Define(new Command("pause", "Stop a schedule from firing.") { id, reason }, async run =>
        {
            var schedule = await run.Client.Schedules.PauseAsync(run.Parsed.GetRequiredValue(id), run.Parsed.GetValue(reason), run.Cancel);
            run.Report.One(schedule, WireJson.Default.ScheduleView, ScheduleTable.Fields(schedule));
            return ExitCode.Done;
        });
    }
}
