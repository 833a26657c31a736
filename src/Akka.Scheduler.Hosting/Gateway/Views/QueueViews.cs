using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Hosting.Gateway.Views;

/// <summary>Queues in the words of the wire.</summary>
internal static class QueueViews
{
    /// <summary>A queue with its settings and its load.</summary>
    /// <param name="settings">What is set for it.</param>
    /// <param name="counts">How many tasks there are, of any queue.</param>
    public static QueueView Of(QueueSettings settings, IEnumerable<TaskCount> counts)
    {
        var own = counts.Where(count => count.Queue == settings.Name).ToList();
        return new()
        {
            Name = settings.Name,
            Paused = settings.Paused,
            PausedAt = settings.PausedAt,
            PausedBy = settings.PausedBy,
            PausedReason = settings.PausedReason,
            MaxConcurrency = settings.MaxConcurrency,
            RatePerSecond = settings.RatePerSecond,
            Pending = NumberOf(TaskStatusText.Pending),
            Queued = NumberOf(TaskStatusText.Queued),
            Running = NumberOf(TaskStatusText.Of(TaskState.Running)),
            Retrying = NumberOf(TaskStatusText.Of(TaskState.Retrying)),
        };

        long NumberOf(string status) => own.Where(count => count.Status == status).Sum(count => count.Count);
    }
}
