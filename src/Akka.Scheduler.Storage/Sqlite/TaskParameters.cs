using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Storage.Documents;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>Fills in a task's parameters, in the order in which the statements that write it have them.</summary>
internal static class TaskParameters
{
    /// <summary>How many parameters a specification has, the shard among them.</summary>
    public const int Spec = 12;

    /// <summary>How many parameters specification and state have together.</summary>
    public const int Whole = Spec + 18;

    /// <summary>Parameters 1 to 12.</summary>
    public static Statement SetSpec(this Statement to, int shard, TaskSpec spec, string? payload) => to
        .Set(1, shard)
        .Set(2, spec.Id.Value)
        .Set(3, spec.Template.Queue)
        .Set(4, spec.Template.Executor)
        .Set(5, (long)spec.Template.Priority)
        .Set(6, Microseconds.Of(spec.CreatedAt))
        .Set(7, Microseconds.Of(spec.DueAt))
        .Set(8, spec.Template.Name)
        .Set(9, spec.ScheduleId)
        .Set(10, LabelsText.Write(spec.Template.Labels))
        .Set(11, SpecDocument.Write(spec))
        .Set(12, payload);

    /// <summary>The eighteen parameters from <paramref name="first"/> on.</summary>
    public static Statement SetState(this Statement to, int first, TaskSnapshot task) => to
        .Set(first, (long)task.State)
        .Set(first + 1, task.Version)
        .Set(first + 2, Microseconds.Of(task.NextStartAt))
        .Set(first + 3, task.Attempt)
        .Set(first + 4, task.Failures)
        .Set(first + 5, task.CancelRequested ? 1 : 0)
        .Set(first + 6, Microseconds.Of(task.StartedAt))
        .Set(first + 7, Microseconds.Of(task.FinishedAt))
        .Set(first + 8, task.Worker?.Value)
        .Set(first + 9, task.Open?.Id.Value)
        .Set(first + 10, Microseconds.Of(task.Open?.StartedAt))
        .Set(first + 11, Microseconds.Of(task.Open?.Deadline))
        .Set(first + 12, task.Open?.FencingToken)
        .Set(first + 13, task.Result?.Code)
        .Set(first + 14, task.Result?.Message)
        .Set(first + 15, task.Result?.Data)
        .Set(first + 16, task.Error)
        .Set(first + 17, task.Reason);
}
