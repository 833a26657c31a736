using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Hosting.Gateway.Validation;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>The task that comes after a batch: it waits for all that was taken, and its id names the batch.</summary>
internal static class BatchFollowUp
{
    /// <summary>What is asked for; meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public static NewTask Check(SubmitTaskRequest then, TaskId madeId, bool madeIdMayExist, string? trace, TaskCheck check, FaultList faults)
    {
        var below = faults.Below("then");
        if (then.DependsOn is not null) below.Add("dependsOn", "is the batch itself; leave it out");
        if (then is not { OnSuccess: null, OnFailure: null, OnFinish: null }) below.Add("onSuccess", "and its like are not for the task that comes after a batch: leave them out");
        return check.Check(then with { DependsOn = null, OnDependencyFailure = null }, madeId, madeIdMayExist, trace, below);
    }

    /// <summary>Makes it, waiting for the tasks that were taken.</summary>
    public static async Task<SubmitResult> SubmitAsync(
        NewTask then, WireDependencyFailure? policy, IReadOnlyList<TaskId> taken, ITaskGate gate, CancellationToken cancel)
    {
        var waits = taken.Count == 0 ? null
            : new TaskDependencies([.. taken.Distinct().Select(task => new Dependency(task))], (DependencyPolicy)(policy ?? WireDependencyFailure.Run));
        return (await gate.SubmitAsync([then with { Spec = then.Spec with { Dependencies = waits } }], cancel))[0];
    }
}
