using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class CalendarReplyFormat : MessageFormat<CalendarReply>
{
    private const byte Done = 0;
    private const byte Deleted = 1;
    private const byte NotFound = 2;
    private const byte OtherVersion = 3;
    private const byte InUse = 4;
    private const byte Refused = 5;
    private const byte Unavailable = 6;

    public override byte Family => 40;

    public override void Write(ref WireWriter to, CalendarReply message)
    {
        switch (message)
        {
            case CalendarReply.Done done:
                to.Byte(Done);
                to.Write(done.Calendar);
                to.Flag(done.Created);
                break;
            case CalendarReply.Deleted: to.Byte(Deleted); break;
            case CalendarReply.NotFound: to.Byte(NotFound); break;
            case CalendarReply.OtherVersion other:
                to.Byte(OtherVersion);
                to.Signed(other.Version);
                break;
            case CalendarReply.InUse used:
                to.Byte(InUse);
                to.Count(used.By.Count);
                foreach (var schedule in used.By) to.Write(schedule);
                to.Count(used.Count);
                break;
            case CalendarReply.Refused refused:
                to.Byte(Refused);
                to.Text(refused.Why);
                break;
            case CalendarReply.Unavailable unavailable:
                to.Byte(Unavailable);
                to.Text(unavailable.Why);
                break;
            default: throw StaysHere(message);
        }
    }

    public override CalendarReply Read(ref WireReader from) => from.Byte() switch
    {
        Done => new CalendarReply.Done(from.Calendar(), from.Flag()),
        Deleted => new CalendarReply.Deleted(),
        NotFound => new CalendarReply.NotFound(),
        OtherVersion => new CalendarReply.OtherVersion(from.Signed()),
        InUse => new CalendarReply.InUse(Schedules(ref from), from.Count()),
        Refused => new CalendarReply.Refused(from.Text()),
        Unavailable => new CalendarReply.Unavailable(from.Text()),
        var other => throw Unknown(other),
    };

    private static ScheduleId[] Schedules(ref WireReader from)
    {
        var schedules = new ScheduleId[from.CountOf(2)];
        for (var i = 0; i < schedules.Length; i++) schedules[i] = from.ScheduleId();
        return schedules;
    }
}
