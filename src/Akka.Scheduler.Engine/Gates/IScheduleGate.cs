using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>The way in for whoever wants schedules made or changed.</summary>
public interface IScheduleGate
{
    /// <summary>Carries out a command; answered when it is durable.</summary>
    Task<ScheduleReply> ApplyAsync(ScheduleCommand command, CancellationToken cancel);

    /// <summary>Carries out a command on a calendar; answered when it is durable.</summary>
    Task<CalendarReply> ApplyAsync(CalendarCommand command, CancellationToken cancel);
}

/// <summary>Sends commands to the scheduler singleton, wherever it is, and waits a bounded time for what is durable.</summary>
/// <remarks>A command whose answer does not come is sent again under the same name, so that it is carried out once.</remarks>
public sealed class ScheduleGate : IScheduleGate
{
    private readonly OwnerLine<SchedulerMessage> _owner;
    private readonly GuidV7Source _ids;
    private readonly Lock _naming = new();

    /// <summary>Makes a gate.</summary>
    /// <param name="singleton">Where it is.</param>
    /// <param name="patience">How long an answer may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ids">Names commands; nobody else uses it.</param>
    public ScheduleGate(ShardDirectory<SchedulerMessage> singleton, TimeSpan patience, TimeProvider time, GuidV7Source ids) =>
        (_owner, _ids) = (new(singleton, patience, time), ids);

    /// <inheritdoc/>
    public async Task<ScheduleReply> ApplyAsync(ScheduleCommand command, CancellationToken cancel)
    {
        var id = NewName();
        var tries = 0;
        var answer = await _owner.InsistAsync<ScheduleReply>(
            ShardTerm.Singleton, replyTo => new SchedulerMessage.Apply(id, tries++ > 0, command, replyTo), mayRepeat: command is not ScheduleCommand.Trigger,
            static reply => reply is ScheduleReply.Unavailable, cancel);
        return answer.Reply ?? new ScheduleReply.Unavailable(Silence(answer.Kind));
    }

    /// <inheritdoc/>
    public async Task<CalendarReply> ApplyAsync(CalendarCommand command, CancellationToken cancel)
    {
        var answer = await _owner.InsistAsync<CalendarReply>(
            ShardTerm.Singleton, replyTo => new SchedulerMessage.ApplyCalendar(command, replyTo), mayRepeat: true,
            static reply => reply is CalendarReply.Unavailable, cancel);
        return answer.Reply ?? new CalendarReply.Unavailable(Silence(answer.Kind));
    }

    private static string Silence(AnswerKind kind) => kind == AnswerKind.NoOwner ? ShardRefusals.SchedulerMoves : "the store did not confirm in time";

    private Guid NewName()
    {
        lock (_naming) return _ids.Next();
    }
}
