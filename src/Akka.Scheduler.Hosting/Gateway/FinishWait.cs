using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>Waits for a task's end: told of it by this node's own steps, and looking into the store now and then, since a step may be another node's.</summary>
internal static class FinishWait
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>The task as it stands when it has ended, or when the time is over.</summary>
    public static async Task<TaskSnapshot> AsTaskStandsAsync(
        GatewayServices services, TaskSnapshot task, Task<TaskSnapshot> finished, TimeSpan wait, CancellationToken cancel)
    {
        var since = services.Runtime.Time.GetTimestamp();
        var latest = task;
        while (!latest.State.IsTerminal())
        {
            var left = wait - services.Runtime.Time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero) return latest;
            var pause = Task.Delay(left < LookEvery ? left : LookEvery, services.Runtime.Time, cancel);
            if (await Task.WhenAny(finished, pause) == finished) return await finished;
            cancel.ThrowIfCancellationRequested();
            latest = await services.Store.Tasks.GetAsync(task.Id, services.ShardOf(task.Id), cancel) ?? latest;
        }

        return latest;
    }
}
