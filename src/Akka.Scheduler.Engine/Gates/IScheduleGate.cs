using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>The way in for whoever wants schedules made or changed.</summary>
public interface IScheduleGate
{
    /// <summary>Carries out a command; answered when it is durable.</summary>
    Task<ScheduleReply> ApplyAsync(ScheduleCommand command, CancellationToken cancel);
}

/// <summary>Sends commands to the scheduler singleton, and waits a bounded time for what is durable.</summary>
/// <param name="singleton">Where it is.</param>
/// <param name="patience">How long an answer may take.</param>
/// <param name="time">The clock.</param>
public sealed class ScheduleGate(ShardDirectory<SchedulerMessage> singleton, TimeSpan patience, TimeProvider time) : IScheduleGate
{
    /// <inheritdoc/>
    public async Task<ScheduleReply> ApplyAsync(ScheduleCommand command, CancellationToken cancel)
    {
        if (singleton.Find(ShardTerm.Singleton) is not { } scheduler) return new ScheduleReply.Unavailable("the scheduler is moving");
        try
        {
            return await scheduler.Ask<SchedulerMessage, ScheduleReply>(replyTo => new SchedulerMessage.Apply(command, replyTo), patience, time, cancel);
        }
        catch (AskTimeoutException)
        {
            return new ScheduleReply.Unavailable("the store did not confirm in time");
        }
    }
}
