using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class WorkerFormat : MessageFormat<WorkerMessage>
{
    private const byte Run = 0;
    private const byte Stop = 1;
    private const byte Recorded = 2;
    private const byte Reattach = 3;
    private const byte SetCapacity = 5;
    private const byte Describe = 6;
    private const byte Standing = 7;
    private const byte SetWeight = 8;
    private const byte Drain = 9;
    private const byte Resume = 10;
    private const int LeastOpenTask = 18;

    public override byte Family => 3;

    public override void Write(ref WireWriter to, WorkerMessage message)
    {
        switch (message)
        {
            case WorkerMessage.Run run:
                to.Byte(Run);
                to.Write(run.Task);
                to.Signed(run.Stamp);
                to.Actor(run.Owner);
                break;
            case WorkerMessage.Stop stop:
                to.Byte(Stop);
                to.Write(stop.Attempt);
                to.Byte((byte)stop.Why);
                break;
            case WorkerMessage.Recorded recorded:
                to.Byte(Recorded);
                to.Write(recorded.Attempt);
                break;
            case WorkerMessage.Reattach reattach:
                to.Byte(Reattach);
                WriteAttempts(ref to, reattach.Attempts);
                to.Actor(reattach.Owner);
                break;
            case WorkerMessage.Drain drain:
                to.Byte(Drain);
                to.Span(drain.Grace);
                to.Flag(drain.ForGood);
                to.Actor(drain.ReplyTo);
                break;
            case WorkerMessage.Resume: to.Byte(Resume); break;
            case WorkerMessage.SetCapacity capacity:
                to.Byte(SetCapacity);
                to.Count(capacity.Capacity);
                break;
            case WorkerMessage.Describe describe:
                to.Byte(Describe);
                to.Actor(describe.ReplyTo);
                break;
            case WorkerMessage.Standing standing:
                to.Byte(Standing);
                to.Node(standing.Dispatcher);
                to.Signed(standing.Sequence);
                to.Signed(standing.Stamp);
                to.Write(standing.Spent);
                to.Count(standing.Unmet);
                break;
            case WorkerMessage.SetWeight weight:
                to.Byte(SetWeight);
                to.Real(weight.Weight);
                break;
            default: throw StaysHere(message);
        }
    }

    public override WorkerMessage Read(ref WireReader from) => from.Byte() switch
    {
        Run => new WorkerMessage.Run(ReadStarted(ref from), from.Signed(), from.Actor<ShardMessage>()),
        Stop => new WorkerMessage.Stop(from.AttemptId(), ReadCause(ref from)),
        Recorded => new WorkerMessage.Recorded(from.AttemptId()),
        Reattach => new WorkerMessage.Reattach(ReadAttempts(ref from), from.Actor<ShardMessage>()),
        Drain => new WorkerMessage.Drain(from.Span(), from.Flag(), from.Actor<WorkerDrained>()),
        Resume => WorkerMessage.Resume.Instance,
        SetCapacity => new WorkerMessage.SetCapacity(from.Count()),
        Describe => new WorkerMessage.Describe(from.Actor<WorkerStatus>()),
        Standing => new WorkerMessage.Standing(from.Node(), from.Signed(), from.Signed(), from.Spent(), from.Count()),
        SetWeight => new WorkerMessage.SetWeight(from.Real()),
        var other => throw Unknown(other),
    };

    private static TaskSnapshot ReadStarted(ref WireReader from) =>
        from.Task() is { Open: not null } task ? task : throw new FormatException("a task to run has no open attempt");

    private static StopCause ReadCause(ref WireReader from) => (StopCause)from.Choice((byte)StopCause.WorkerStops, "cause");

    private static void WriteAttempts(ref WireWriter to, IReadOnlyList<OpenTask> attempts)
    {
        to.Count(attempts.Count);
        foreach (var open in attempts)
        {
            to.Write(open.Task);
            to.Write(open.Attempt);
        }
    }

    private static OpenTask[] ReadAttempts(ref WireReader from)
    {
        var attempts = new OpenTask[from.CountOf(LeastOpenTask)];
        for (var i = 0; i < attempts.Length; i++) attempts[i] = new(from.TaskId(), from.AttemptId());
        return attempts;
    }
}
