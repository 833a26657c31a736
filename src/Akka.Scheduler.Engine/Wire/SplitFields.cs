using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>How a task is split, on the wire.</summary>
internal static class SplitFields
{
    private const byte FanOut = 0;
    private const byte Broadcast = 1;
    private const byte Done = 2;

    public static void Write(this ref WireWriter to, TaskSplit split)
    {
        to.Byte((byte)split.OnPartFailure);
        switch (split)
        {
            case TaskSplit.FanOut fan:
                to.Byte(FanOut);
                to.Count(fan.Parts);
                to.WriteReduce(fan.Reduce);
                break;
            case TaskSplit.Broadcast broadcast:
                to.Byte(Broadcast);
                to.Labels(broadcast.Requires);
                to.WriteReduce(broadcast.Reduce);
                break;
            case TaskSplit.Done done:
                to.Byte(Done);
                to.Flag(done.Reduces);
                to.Count(done.Rounds);
                to.WriteReduce(done.Part);
                to.Flag(done.Workers is not null);
                if (done.Workers is { } workers) to.WriteWorkers(workers);
                break;
            default: throw new NotSupportedException($"a split {split.GetType().Name} is not encoded");
        }
    }

    public static TaskSplit Split(this ref WireReader from)
    {
        var policy = (DependencyPolicy)from.Choice((byte)DependencyPolicy.Cancel, "policy");
        return from.Byte() switch
        {
            FanOut => new TaskSplit.FanOut(from.Count()) { Reduce = from.Reduce(), OnPartFailure = policy },
            Broadcast => new TaskSplit.Broadcast(from.Labels()) { Reduce = from.Reduce(), OnPartFailure = policy },
            Done => new TaskSplit.Done(from.Flag()) { OnPartFailure = policy, Rounds = from.Count(), Part = from.Reduce(), Workers = from.Flag() ? from.Workers() : null },
            var other => throw new FormatException($"there is no split {other}"),
        };
    }

    private static void WriteReduce(this ref WireWriter to, TaskTemplate? reduce)
    {
        to.Flag(reduce is not null);
        if (reduce is not null) to.Write(reduce);
    }

    private static void WriteWorkers(this ref WireWriter to, IReadOnlyList<WorkerId> workers)
    {
        to.Count(workers.Count);
        foreach (var worker in workers) to.Write(worker);
    }

    private static WorkerId[] Workers(this ref WireReader from)
    {
        var workers = new WorkerId[from.CountOf(1)];
        for (var i = 0; i < workers.Length; i++) workers[i] = from.WorkerId();
        return workers;
    }

    private static TaskTemplate? Reduce(this ref WireReader from) => from.Flag() ? from.Template(reduces: true) : null;
}
