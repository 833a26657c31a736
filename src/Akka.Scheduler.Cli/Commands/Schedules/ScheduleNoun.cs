using System.CommandLine;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedctl schedule …</c></summary>
internal static class ScheduleNoun
{
    public static Command Create(CliContext context) => new("schedule", "Make tasks at instants: by cron expression, by interval, or once.")
    {
        ScheduleApply.Create(context),
        ScheduleList.Create(context),
        ScheduleGet.Create(context),
        ScheduleDelete.Create(context),
        SchedulePause.Create(context),
        ScheduleResume.Create(context),
        ScheduleTrigger.Create(context),
        ScheduleNext.Create(context),
        ScheduleHistory.Create(context),
        ScheduleBackfill.Create(context),
    };

    public static Argument<string> Id() => new("id") { Description = "The schedule's id." };
}
