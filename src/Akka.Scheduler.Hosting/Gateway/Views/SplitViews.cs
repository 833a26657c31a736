using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Tasks;
using DomainTemplate = Akka.Scheduler.Domain.Tasks.TaskTemplate;

namespace Akka.Scheduler.Hosting.Gateway.Views;

/// <summary>How a task is to be split, in the words of the wire.</summary>
internal static class SplitViews
{
    /// <summary>The number of parts; <see langword="null"/> for any other task, and for one that has been split.</summary>
    public static FanOutSpec? FanOutOf(DomainTemplate template) => template.Split is TaskSplit.FanOut fan
        ? new() { Parts = fan.Parts, Reduce = ReduceOf(fan.Reduce), OnPartFailure = (WireDependencyFailure)fan.OnPartFailure }
        : null;

    /// <summary>The labels of the workers; <see langword="null"/> for any other task, and for one that has been split.</summary>
    public static BroadcastSpec? BroadcastOf(DomainTemplate template) => template.Split is TaskSplit.Broadcast broadcast
        ? new()
        {
            Requires = broadcast.Requires.Count == 0 ? null : broadcast.Requires,
            Reduce = ReduceOf(broadcast.Reduce),
            OnPartFailure = (WireDependencyFailure)broadcast.OnPartFailure,
        }
        : null;

    // Without what is the task's own.
    private static Client.Wire.TaskTemplate? ReduceOf(DomainTemplate? reduce) =>
        reduce is null ? null : ScheduleViews.Of(reduce) with { Queue = null, Priority = null };
}
