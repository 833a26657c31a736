using System.CommandLine;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Workers;

/// <summary><c>schedctl worker …</c></summary>
internal static class WorkerNoun
{
    public static readonly IReadOnlyList<Column<WorkerView>> Columns =
    [
        new("ID", worker => worker.Id),
        new("STATE", worker => worker.State),
        new("NODE", worker => worker.NodeId),
        new("RUNNING", worker => Cell.Of(worker.Running)) { Right = true },
        new("CAPACITY", worker => Cell.Of(worker.Capacity)) { Right = true },
        new("WEIGHT", worker => Cell.Of(worker.Weight)) { Right = true },
        new("LAST SEEN", worker => Cell.Of(worker.LastSeenAt)),
        new("EXECUTORS", worker => Cell.Of(worker.Executors)),
    ];

    public static Command Create(CliContext context) => new("worker", "Look at workers, size them, drain and resume them.")
    {
        WorkerList.Create(context), WorkerDrain.Create(context), WorkerResume.Create(context), WorkerCapacity.Create(context),
    };

    public static Argument<string> Id() => new("id") { Description = "The worker's id." };
}
