using System.CommandLine;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Queues;

/// <summary><c>schedctl queue …</c></summary>
internal static class QueueNoun
{
    public static readonly IReadOnlyList<Column<QueueView>> Columns =
    [
        new("NAME", queue => queue.Name),
        new("STATE", queue => queue.Paused ? "paused" : "active"),
        new("PENDING", queue => Cell.Of(queue.Pending)) { Right = true },
        new("QUEUED", queue => Cell.Of(queue.Queued)) { Right = true },
        new("RUNNING", queue => Cell.Of(queue.Running)) { Right = true },
        new("RETRYING", queue => Cell.Of(queue.Retrying)) { Right = true },
        new("LIMIT", queue => Cell.Of(queue.MaxConcurrency)) { Right = true },
        new("PER SECOND", queue => Cell.Of(queue.RatePerSecond)) { Right = true },
        new("PAUSED BY", queue => queue.PausedBy),
        new("REASON", queue => queue.PausedReason),
    ];

    public static Command Create(CliContext context) => new("queue", "Look at queues, pause and limit them.")
    {
        QueueList.Create(context), QueuePause.Create(context), QueueResume.Create(context), QueueLimit.Create(context),
    };

    public static Argument<string> Name() => new("name") { Description = "The queue's name." };
}
