using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Wire = Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Checks what a task is to wait for. Whether those tasks exist is asked of the store (<see cref="KnownParents"/>).</summary>
internal static class DependencyCheck
{
    /// <summary>The dependencies; <see langword="null"/> where there are none. Meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public static TaskDependencies? Check(Wire.TaskSpec spec, TaskId id, FaultList faults)
    {
        if (spec.DependsOn is not { Count: > 0 } named)
        {
            if (spec.OnDependencyFailure is not null) faults.Add("onDependencyFailure", "says something only together with dependsOn");
            return null;
        }

        if (named.Count > TaskDependencies.MaxNamed)
        {
            faults.Add("dependsOn", $"may name at most {TaskDependencies.MaxNamed} tasks, and names {named.Count}");
            return null;
        }

        var on = new Dependency[named.Count];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < on.Length; i++)
        {
            TextRules.Id(named[i], $"dependsOn[{i}]", faults);
            if (named[i] == id.Value) faults.Add($"dependsOn[{i}]", "is the task itself, which would wait for ever", "cycle");
            else if (!seen.Add(named[i])) faults.Add($"dependsOn[{i}]", $"names '{named[i]}' a second time");
            on[i] = new(new(named[i]));
        }

        return new(on, (DependencyPolicy)(spec.OnDependencyFailure ?? Wire.WireDependencyFailure.Fail));
    }

    /// <summary>What a schedule makes anew each time can wait for no task that exists once.</summary>
    public static void Refuse(Wire.TaskSpec spec, FaultList faults)
    {
        if (spec.DependsOn is not null) faults.Add("dependsOn", "is not for a schedule's task: leave it out, and submit the tasks that wait with the ids that the schedule makes");
        if (spec.OnDependencyFailure is not null) faults.Add("onDependencyFailure", "is not for a schedule's task: leave it out");
    }

    /// <summary>What follows a task waits for that one alone.</summary>
    public static void RefuseToFollow(Wire.TaskSpec spec, FaultList faults)
    {
        if (spec.DependsOn is not null) faults.Add("dependsOn", "is not for a task that follows another: leave it out");
        if (spec.OnDependencyFailure is not null) faults.Add("onDependencyFailure", "is not for a task that follows another: leave it out");
    }
}
