using Akka.Scheduler.Engine.Scheduling;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class SchedulerFormat : MessageFormat<SchedulerMessage>
{
    private const byte Put = 0;
    private const byte Delete = 1;
    private const byte Pause = 2;
    private const byte Resume = 3;
    private const byte Trigger = 4;
    private const byte Apply = 5;
    private const byte Backfill = 6;
    private const byte ApplyCalendar = 7;
    private const byte PutCalendar = 0;
    private const byte DeleteCalendar = 1;

    public override byte Family => 4;

    public override void Write(ref WireWriter to, SchedulerMessage message)
    {
        switch (message)
        {
            case SchedulerMessage.Apply apply:
                to.Byte(Apply);
                to.Guid(apply.Id);
                to.Flag(apply.Repeated);
                WriteCommand(ref to, apply.Command);
                to.Actor(apply.ReplyTo);
                break;
            case SchedulerMessage.ApplyCalendar apply:
                to.Byte(ApplyCalendar);
                WriteCommand(ref to, apply.Command);
                to.Actor(apply.ReplyTo);
                break;
            default: throw StaysHere(message);
        }
    }

    public override SchedulerMessage Read(ref WireReader from) => from.Byte() switch
    {
        Apply => new SchedulerMessage.Apply(from.Guid(), from.Flag(), ReadCommand(ref from), from.Actor<ScheduleReply>()),
        ApplyCalendar => new SchedulerMessage.ApplyCalendar(ReadCalendarCommand(ref from), from.Actor<CalendarReply>()),
        var other => throw Unknown(other),
    };

    private static void WriteCommand(ref WireWriter to, CalendarCommand command)
    {
        switch (command)
        {
            case CalendarCommand.Put put:
                to.Byte(PutCalendar);
                to.Write(put.Wanted);
                break;
            case CalendarCommand.Delete delete:
                to.Byte(DeleteCalendar);
                to.Text(delete.Id.Value);
                break;
            default: throw new NotSupportedException($"a command {command.GetType().Name} is not encoded");
        }

        to.OptionalNumber(command.IfVersion);
    }

    private static CalendarCommand ReadCalendarCommand(ref WireReader from) => from.Choice(DeleteCalendar, "command on calendars") == PutCalendar
        ? new CalendarCommand.Put(from.Calendar(), from.OptionalNumber())
        : new CalendarCommand.Delete(from.CalendarId(), from.OptionalNumber());

    private static void WriteCommand(ref WireWriter to, ScheduleCommand command)
    {
        switch (command)
        {
            case ScheduleCommand.Put put:
                to.Byte(Put);
                to.Write(put.Wanted);
                to.OptionalNumber(put.IfVersion);
                to.Flag(put.KeepPause);
                break;
            case ScheduleCommand.Delete delete:
                to.Byte(Delete);
                to.Write(delete.Id);
                to.OptionalNumber(delete.IfVersion);
                break;
            case ScheduleCommand.Pause pause:
                to.Byte(Pause);
                to.Write(pause.Id);
                to.OptionalText(pause.Reason);
                to.OptionalText(pause.By);
                break;
            case ScheduleCommand.Resume resume:
                to.Byte(Resume);
                to.Write(resume.Id);
                break;
            case ScheduleCommand.Trigger trigger:
                to.Byte(Trigger);
                to.Write(trigger.Id);
                break;
            case ScheduleCommand.Backfill backfill:
                to.Byte(Backfill);
                to.Write(backfill.Id);
                to.Time(backfill.From);
                to.Time(backfill.To);
                break;
            default: throw new NotSupportedException($"a command {command.GetType().Name} is not encoded");
        }
    }

    private static ScheduleCommand ReadCommand(ref WireReader from) => from.Byte() switch
    {
        Put => new ScheduleCommand.Put(from.Schedule(), from.OptionalNumber(), from.Flag()),
        Delete => new ScheduleCommand.Delete(from.ScheduleId(), from.OptionalNumber()),
        Pause => new ScheduleCommand.Pause(from.ScheduleId(), from.OptionalText(), from.OptionalText()),
        Resume => new ScheduleCommand.Resume(from.ScheduleId()),
        Trigger => new ScheduleCommand.Trigger(from.ScheduleId()),
        Backfill => new ScheduleCommand.Backfill(from.ScheduleId(), from.Time(), from.Time()),
        var other => throw new FormatException($"there is no command {other} on schedules"),
    };
}
