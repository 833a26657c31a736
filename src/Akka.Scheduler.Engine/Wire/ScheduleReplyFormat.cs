using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Scheduling;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class ScheduleReplyFormat : MessageFormat<ScheduleReply>
{
    private const byte Done = 0;
    private const byte Deleted = 1;
    private const byte Triggered = 2;
    private const byte NotFound = 3;
    private const byte OtherVersion = 4;
    private const byte Refused = 5;
    private const byte Unavailable = 6;
    private const byte Backfilled = 7;
    private const byte Invalid = 8;

    public override byte Family => 9;

    public override void Write(ref WireWriter to, ScheduleReply message)
    {
        switch (message)
        {
            case ScheduleReply.Done done:
                to.Byte(Done);
                to.Write(done.Schedule);
                to.Write(done.Cursor);
                to.Flag(done.Created);
                break;
            case ScheduleReply.Deleted: to.Byte(Deleted); break;
            case ScheduleReply.Triggered triggered:
                to.Byte(Triggered);
                to.Write(triggered.Task);
                break;
            case ScheduleReply.NotFound: to.Byte(NotFound); break;
            case ScheduleReply.OtherVersion other:
                to.Byte(OtherVersion);
                to.Signed(other.Version);
                break;
            case ScheduleReply.Refused refused:
                to.Byte(Refused);
                to.Text(refused.Why);
                break;
            case ScheduleReply.Unavailable unavailable:
                to.Byte(Unavailable);
                to.Text(unavailable.Why);
                break;
            case ScheduleReply.Backfilled filled:
                to.Byte(Backfilled);
                to.Count(filled.Made.Count);
                foreach (var task in filled.Made) to.Write(task);
                to.Count(filled.Held);
                to.Count(filled.Existing);
                to.Count(filled.Excluded);
                to.OptionalTime(filled.Next);
                break;
            case ScheduleReply.Invalid invalid:
                to.Byte(Invalid);
                to.Text(invalid.Field);
                to.Text(invalid.Why);
                break;
            default: throw StaysHere(message);
        }
    }

    public override ScheduleReply Read(ref WireReader from) => from.Byte() switch
    {
        Done => new ScheduleReply.Done(from.Schedule(), from.Cursor(), from.Flag()),
        Deleted => new ScheduleReply.Deleted(),
        Triggered => new ScheduleReply.Triggered(from.TaskId()),
        NotFound => new ScheduleReply.NotFound(),
        OtherVersion => new ScheduleReply.OtherVersion(from.Signed()),
        Refused => new ScheduleReply.Refused(from.Text()),
        Unavailable => new ScheduleReply.Unavailable(from.Text()),
        Backfilled => new ScheduleReply.Backfilled(Tasks(ref from), from.Count(), from.Count(), from.Count(), from.OptionalTime()),
        Invalid => new ScheduleReply.Invalid(from.Text(), from.Text()),
        var other => throw Unknown(other),
    };

    private static TaskId[] Tasks(ref WireReader from)
    {
        var tasks = new TaskId[from.CountOf(2)];
        for (var i = 0; i < tasks.Length; i++) tasks[i] = from.TaskId();
        return tasks;
    }
}
