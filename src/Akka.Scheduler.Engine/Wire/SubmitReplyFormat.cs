using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class SubmitReplyFormat : MessageFormat<SubmitReply>
{
    private const byte Accepted = 0;
    private const byte Overloaded = 1;
    private const byte Unavailable = 2;
    private const byte Refused = 3;
    private const byte Each = 4;
    private const byte KeyTaken = 5;

    public override byte Family => 5;

    public override void Write(ref WireWriter to, SubmitReply message)
    {
        switch (message)
        {
            case SubmitReply.Accepted accepted:
                to.Byte(Accepted);
                WriteTasks(ref to, accepted.Tasks);
                break;
            case SubmitReply.Each each:
                to.Byte(Each);
                to.Count(each.Tasks.Count);
                foreach (var end in each.Tasks) WriteEnd(ref to, end);
                break;
            case SubmitReply.Overloaded: to.Byte(Overloaded); break;
            case SubmitReply.Unavailable unavailable:
                to.Byte(Unavailable);
                to.Text(unavailable.Why);
                break;
            case SubmitReply.Refused refused:
                to.Byte(Refused);
                to.Text(refused.Why);
                break;
            default: throw StaysHere(message);
        }
    }

    public override SubmitReply Read(ref WireReader from) => from.Byte() switch
    {
        Accepted => new SubmitReply.Accepted(ReadTasks(ref from)),
        Each => new SubmitReply.Each(ReadEnds(ref from)),
        Overloaded => new SubmitReply.Overloaded(),
        Unavailable => new SubmitReply.Unavailable(from.Text()),
        Refused => new SubmitReply.Refused(from.Text()),
        var other => throw Unknown(other),
    };

    private static void WriteTasks(ref WireWriter to, IReadOnlyList<SubmittedTask> tasks)
    {
        to.Count(tasks.Count);
        foreach (var task in tasks)
        {
            to.Write(task.Task);
            to.Flag(task.Created);
        }
    }

    private static SubmittedTask[] ReadTasks(ref WireReader from)
    {
        var tasks = new SubmittedTask[from.CountOf(TaskFields.LeastSize)];
        for (var i = 0; i < tasks.Length; i++) tasks[i] = new(from.Task(), from.Flag());
        return tasks;
    }

    private static void WriteEnd(ref WireWriter to, SubmitResult end)
    {
        switch (end)
        {
            case SubmitResult.Accepted accepted:
                to.Byte(Accepted);
                to.Write(accepted.Task);
                to.Flag(accepted.Created);
                break;
            case SubmitResult.Overloaded: to.Byte(Overloaded); break;
            case SubmitResult.Unavailable unavailable:
                to.Byte(Unavailable);
                to.Text(unavailable.Why);
                break;
            case SubmitResult.KeyTaken taken:
                to.Byte(KeyTaken);
                to.Text(taken.Key);
                to.Write(taken.Holder);
                break;
            case SubmitResult.Refused refused:
                to.Byte(Refused);
                to.Text(refused.Why);
                break;
            default: throw new InvalidOperationException($"unknown result {end.GetType().Name}");
        }
    }

    private static SubmitResult[] ReadEnds(ref WireReader from)
    {
        var ends = new SubmitResult[from.CountOf(1)];
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = from.Byte() switch
            {
                Accepted => new SubmitResult.Accepted(from.Task(), from.Flag()),
                Overloaded => new SubmitResult.Overloaded(),
                Unavailable => new SubmitResult.Unavailable(from.Text()),
                Refused => new SubmitResult.Refused(from.Text()),
                KeyTaken => new SubmitResult.KeyTaken(from.Text(), from.TaskId()),
                var other => throw Unknown(other),
            };
        }

        return ends;
    }
}
