using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Whether a task is one that a filter asks for.</summary>
internal static class TaskFilterMatch
{
    public static bool Matches(TaskFilter filter, TaskSnapshot task)
    {
        var template = task.Spec.Template;
        return (filter.Statuses.Count == 0 || filter.Statuses.Contains(TaskStatusText.Of(task.State, task.NextStartAt, filter.Now)))
            && Same(filter.Queue, template.Queue)
            && Same(filter.Executor, template.Executor)
            && Same(filter.ScheduleId, task.Spec.ScheduleId)
            && Same(filter.Name, template.Name)
            && filter.Labels.All(label => template.Labels.TryGetValue(label.Key, out var value) && value == label.Value)
            && (filter.DependsOn is not { } parent || task.Spec.Dependencies?.On.Any(each => each.Task == parent) == true)
            && (filter.From is not { } from || task.Spec.CreatedAt >= from)
            && (filter.To is not { } to || task.Spec.CreatedAt < to);
    }

    private static bool Same(string? wanted, string? actual) => wanted is null || wanted == actual;
}
