using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>What owners know of running attempts, on whichever node they are.</summary>
internal static class OpenAttempts
{
    /// <summary>What the task's owner knows of the attempt that is open by the task's record; nothing where none is, or the owner speaks of another one.</summary>
    public static async Task<AttemptStanding> StandingOfAsync(TaskSnapshot task, GatewayServices services, CancellationToken cancel)
    {
        if (task.Open is not { } open) return AttemptStanding.Unknown;
        var standing = await services.Tasks.AskAfterAsync(task.Id, cancel);
        return standing.Attempt == open.Id ? standing : AttemptStanding.Unknown;
    }
}
