using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Validation;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>The tasks that others of a submission are to wait for, as far as they exist: asked of the store once.</summary>
internal sealed class KnownParents
{
    private readonly HashSet<TaskId> _stored;
    private readonly HashSet<TaskId> _submitted;

    private KnownParents(HashSet<TaskId> stored, HashSet<TaskId> submitted) => (_stored, _submitted) = (stored, submitted);

    /// <summary>Asks for all that the tasks name.</summary>
    /// <param name="store">Knows them.</param>
    /// <param name="tasks">The submission: they may wait for each other too.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<KnownParents> AskAsync(StorePorts store, IReadOnlyList<NewTask> tasks, CancellationToken cancel)
    {
        HashSet<TaskId> submitted = [.. tasks.Select(task => task.Spec.Id)];
        HashSet<TaskId> named = [.. tasks.SelectMany(task => task.Spec.Dependencies?.On ?? []).Select(each => each.Task)];
        return new([.. await store.Dependencies.ExistingAsync([.. named], cancel)], submitted);
    }

    /// <summary>Names each task that is to be waited for and does not exist.</summary>
    public void Check(NewTask task, FaultList faults)
    {
        var on = task.Spec.Dependencies?.On ?? [];
        for (var i = 0; i < on.Count; i++)
        {
            var parent = on[i].Task;
            if (!_stored.Contains(parent) && !_submitted.Contains(parent))
                faults.Add($"dependsOn[{i}]", $"names '{parent}', and there is no such task: make it first, or in the same batch", "unknownDependency");
        }
    }

    /// <summary>A task of the submission is not made, so no other can wait for it.</summary>
    public void Withdraw(NewTask task) => _submitted.Remove(task.Spec.Id);
}
