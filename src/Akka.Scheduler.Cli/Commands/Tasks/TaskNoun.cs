using System.CommandLine;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>schedctl task …</c></summary>
internal static class TaskNoun
{
    public static Command Create(CliContext context) => new("task", "Submit tasks, look at them, stop and repeat them.")
    {
        TaskSubmit.Create(context),
        TaskList.Create(context),
        TaskGet.Create(context),
        TaskEvents.Create(context),
        TaskLog.Create(context),
        TaskCancel.Create(context),
        TaskRetry.Create(context),
        TaskExplain.Create(context),
        TaskWait.Create(context),
        TaskBatchProgress.Create(context),
        TaskParts.Create(context),
    };

    public static Argument<string?> OptionalId() =>
        new("id") { Description = "The task's id; leave it out with --query.", Arity = ArgumentArity.ZeroOrOne };

    public static Argument<string> Id() => new("id") { Description = "The task's id." };
}
