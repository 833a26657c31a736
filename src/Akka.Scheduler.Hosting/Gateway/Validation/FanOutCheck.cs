using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Hosting.Runtime;
using Wire = Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Splits a task into parts and the one that gathers them. The latter has the id that was asked for, and waits for the parts.</summary>
internal sealed class FanOutCheck(TaskCheck tasks, ExecutorRegistry executors, Func<IReadOnlyList<(WorkerId Id, WorkerProfile Profile)>> workers)
{
    private const string Nothing = "noop";

    // A part that is bound to a worker that goes away would wait for ever.
    private static readonly TimeSpan BoundTtl = TimeSpan.FromMinutes(5);

    /// <summary>The task that gathers first, then the parts; the task alone where it is not split. Meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public IReadOnlyList<NewTask> Split(Wire.SubmitTaskRequest request, NewTask task, FaultList faults)
    {
        // The parts are made before the one that gathers them, and so before anybody knows whether its key is to be had.
        if (request.UniqueKey is not null && (request.FanOut is not null || request.Broadcast is not null))
            faults.Add("uniqueKey", "is not for a task that is split: give it to one that this one depends on");
        if (request is { FanOut: { } fan, Broadcast: null }) return FanOut(fan, task, faults.Below("fanOut"));
        if (request is { Broadcast: { } broadcast, FanOut: null }) return Broadcast(broadcast, task, faults.Below("broadcast"));
        if (request.FanOut is not null) faults.Add("broadcast", "and fanOut exclude each other; give one of them");
        return [task];
    }

    /// <summary>Refuses what only a task of its own can be.</summary>
    public static void Refuse(Wire.SubmitTaskRequest request, FaultList faults)
    {
        if (request.FanOut is not null) faults.Add("fanOut", "is for a task that is submitted by itself: leave it out");
        if (request.Broadcast is not null) faults.Add("broadcast", "is for a task that is submitted by itself: leave it out");
    }

    private List<NewTask> FanOut(Wire.FanOutSpec fan, NewTask task, FaultList faults)
    {
        if (fan.Parts is < 1 or > TaskPart.Most)
        {
            faults.Add("parts", $"must be a number from 1 to {TaskPart.Most}");
            return [task];
        }

        if (fan.Parts * (long)(task.Spec.Dependencies?.On.Count ?? 0) > TaskPart.Most)
            faults.Add("parts", $"times the tasks of dependsOn must be at most {TaskPart.Most}: have one task wait for them, and this one for that");
        var template = task.Spec.Template;
        return Gathered(task, fan.Reduce, fan.OnPartFailure, Enumerable.Repeat(template, fan.Parts), fan.Parts, faults);
    }

    private List<NewTask> Broadcast(Wire.BroadcastSpec broadcast, NewTask task, FaultList faults)
    {
        TextRules.Labels(broadcast.Requires, "requires", faults);
        var template = task.Spec.Template;
        var required = template.Requires.Concat(broadcast.Requires ?? TaskTemplate.NoLabels).ToList();
        string[] nodes = [.. workers().Where(worker => worker.Profile.Executors.Contains(template.Executor)
                && required.All(label => worker.Profile.Labels.TryGetValue(label.Key, out var value) && value == label.Value))
            .Select(worker => worker.Id.Value).Order(StringComparer.Ordinal)];
        if (nodes.Length == 0)
        {
            faults.Add("requires", $"fits on no worker that is there and has the executor '{template.Executor}'", "noWorker");
            return [task];
        }

        var bound = nodes.Select(node => template with
        {
            Requires = new Dictionary<string, string> { [SchedulerRuntime.WorkerNodeLabel] = node },
            OnLost = LossPolicy.Fail,
            Ttl = template.Ttl ?? BoundTtl,
        });
        return Gathered(task, broadcast.Reduce, broadcast.OnPartFailure, bound, nodes.Length, faults);
    }

    private List<NewTask> Gathered(
        NewTask task, Wire.TaskTemplate? reduce, Wire.WireDependencyFailure? policy, IEnumerable<TaskTemplate> templates, int count, FaultList faults)
    {
        TextRules.Id(TaskPart.IdOf(task.Spec.Id, count).Value, "parts", faults);
        var parts = templates.Select((template, index) => task with
        {
            Spec = task.Spec with { Id = TaskPart.IdOf(task.Spec.Id, index), Template = template, Part = new(task.Spec.Id, index, count) },
        });
        var gathers = task.Spec with
        {
            Template = TemplateOf(task, reduce, faults),
            Parts = count,
            Dependencies = new([.. Enumerable.Range(0, count).Select(index => new Dependency(TaskPart.IdOf(task.Spec.Id, index)))], (DependencyPolicy)(policy ?? Wire.WireDependencyFailure.Fail)),
        };
        return [task with { Spec = gathers }, .. parts];
    }

    // What gathers stands beside its parts: it has their name, labels, queue and priority, unless it runs something of its own.
    private TaskTemplate TemplateOf(NewTask task, Wire.TaskTemplate? reduce, FaultList faults)
    {
        var template = task.Spec.Template;
        if (reduce is not null)
        {
            DependencyCheck.RefuseToFollow(reduce, faults.Below("reduce"));
            return tasks.Check(reduce.ToRequest() with { DependsOn = null, OnDependencyFailure = null }, task.Spec.Id, true, null, faults.Below("reduce")).Spec.Template;
        }

        if (executors.Find(Nothing) is null) faults.Add("reduce", $"is required, since the executor '{Nothing}' is not known here", "required");
        return new() { Executor = Nothing, Name = template.Name, Labels = template.Labels, Queue = template.Queue, Priority = template.Priority };
    }
}
