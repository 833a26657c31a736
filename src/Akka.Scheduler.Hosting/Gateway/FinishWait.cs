using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Hosting.Embedding;
using Akka.Scheduler.Hosting.Telemetry;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>
/// Waits for a task's end: told of it by this node's own steps and by the other nodes, and looking into the store now and then, since what
/// other nodes tell may be lost.
/// </summary>
internal static class FinishWait
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // Longer than it takes to tell the owner that somebody listens: a task that is another node's and ended sooner is found by a look.
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(100);

    /// <summary>The task as it stands when it has ended, when the time is over, or when the node stops.</summary>
    public static async Task<TaskSnapshot> AsTaskStandsAsync(
        SchedulerDoor door, TaskSnapshot task, FinishedWaiters.Waiter waiter, TimeSpan wait, CancellationToken cancel)
    {
        var since = door.Time.GetTimestamp();
        var latest = task;
        var lookAfter = door.Serves(door.ShardOf(task.Id)) ? LookEvery : FirstLook;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel, door.Stopping);
        while (!latest.State.IsTerminal() && !door.Stopping.IsCancellationRequested)
        {
            var left = wait - door.Time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero) return latest;
            var pause = Task.Delay(left < lookAfter ? left : lookAfter, door.Time, enough.Token);
            if (await Task.WhenAny(waiter.End, pause) == waiter.End)
            {
                await enough.CancelAsync();
                return await waiter.End ?? await door.Store().Tasks.GetAsync(task.Id, door.ShardOf(task.Id), cancel) ?? latest;
            }

            cancel.ThrowIfCancellationRequested();
            lookAfter = LookEvery;
            latest = await door.Store().Tasks.GetAsync(task.Id, door.ShardOf(task.Id), cancel) ?? latest;
        }

        return latest;
    }
}
