using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>What is to become durable about one calendar.</summary>
/// <param name="Id">Which.</param>
/// <param name="Calendar">The definition afterwards; absent: deleted.</param>
/// <param name="ReplyTo">Who waits for it.</param>
/// <param name="Reply">What is said then.</param>
internal sealed record CalendarStep(CalendarId Id, ExclusionCalendar? Calendar, ActorRef<CalendarReply> ReplyTo, CalendarReply Reply) : SchedulerStep
{
    public override string Subject => $"calendar {Id}";

    public override void AnswerDone() => ReplyTo.Tell(Reply);

    public override void AnswerRefused(string why) => ReplyTo.Tell(new CalendarReply.Refused(why));

    public override void AnswerUnavailable(string why) => ReplyTo.Tell(new CalendarReply.Unavailable(why));
}
