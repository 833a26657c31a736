using System.CommandLine;
using Akka.Scheduler.Cli.Commands.Tasks;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule trigger ID</c></summary>
internal static class ScheduleTrigger
{
    public static Command Create(CliContext context)
    {
        var id = ScheduleNoun.Id();
        var wait = new Option<bool>("--wait") { Description = "Show the task's output as it runs; exit 0 when it succeeded, 1 when not." };
        return context.Define(new Command("trigger", "Make a schedule's task now, beside its instants.") { id, wait }, async run =>
        {
            var task = await run.Client.Schedules.TriggerAsync(run.Parsed.GetRequiredValue(id), run.Cancel);
            if (run.Parsed.GetValue(wait)) return await TaskWatch.RunAsync(run, task, within: null);
            run.Report.One(task, WireJson.Default.TaskView, [("id", task.Id), ("status", WireEnum.Name(task.Status))]);
            return ExitCode.Done;
        });
    }
}
