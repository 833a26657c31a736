using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>Answers messages that no owner will get: whoever asked tries again, by another way or later.</summary>
internal static class ShardRefusals
{
    /// <summary>What is said of a task's shard without a reachable owner.</summary>
    public const string ShardMoves = "the task's shard is moving";

    /// <summary>What is said of the scheduler without a reachable owner.</summary>
    public const string SchedulerMoves = "the scheduler is moving";

    public static void TurnAway(ShardMessage message)
    {
        if (message is ShardMessage.Submit submit) submit.ReplyTo.Tell(new SubmitReply.Unavailable(ShardMoves));
        else if (message is ShardMessage.Apply apply) apply.ReplyTo.Tell(new CommandReply.Unavailable(ShardMoves));
    }

    public static void TurnAway(SchedulerMessage message)
    {
        if (message is SchedulerMessage.Apply apply) apply.ReplyTo.Tell(new ScheduleReply.Unavailable(SchedulerMoves));
        else if (message is SchedulerMessage.ApplyCalendar calendar) calendar.ReplyTo.Tell(new CalendarReply.Unavailable(SchedulerMoves));
    }
}
