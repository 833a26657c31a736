using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Wire = Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>The tasks that are to follow another one: made with it, under names that follow from its own.</summary>
internal static class Continuations
{
    /// <summary>The tasks that follow <paramref name="main"/>; meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public static IReadOnlyList<NewTask> Of(Wire.SubmitTaskRequest request, NewTask main, TaskCheck check, FaultList faults)
    {
        if (request is { OnSuccess: null, OnFailure: null, OnFinish: null }) return [];
        var tasks = new List<NewTask>(3);
        Add("onSuccess", request.OnSuccess, DependencyCondition.Success);
        Add("onFailure", request.OnFailure, DependencyCondition.Failure);
        Add("onFinish", request.OnFinish, DependencyCondition.End);
        return tasks;

        void Add(string name, Wire.TaskTemplate? template, DependencyCondition when)
        {
            if (template is null) return;
            var below = faults.Below(name);
            DependencyCheck.RefuseToFollow(template, below);
            var id = new TaskId($"{main.Spec.Id}.{name}");
            TextRules.Id(id.Value, "", below);
            var task = check.Check(template.ToRequest() with { DependsOn = null, OnDependencyFailure = null }, id, main.IdChosenByCaller, main.Spec.TraceParent, below);
            tasks.Add(task with { Spec = task.Spec with { Dependencies = new([new(main.Spec.Id, when)], DependencyPolicy.Fail) } });
        }
    }
}
