using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Events;

/// <summary>A committed step as those hear of it who look on: small enough to be told to other nodes.</summary>
/// <param name="Queue">The task's queue.</param>
/// <param name="ScheduleId">The schedule that made the task; <see langword="null"/> where none did.</param>
/// <param name="Entry">What its history says.</param>
public sealed record TransitionNotice(string Queue, string? ScheduleId, HistoryEntry Entry)
{
    private const int MostDetail = 500;

    /// <summary>Whether the task had ended after the step.</summary>
    public bool IsEnd => Entry.To.IsTerminal();

    /// <summary>Of a task and its step.</summary>
    public static TransitionNotice Of(TaskSnapshot task, HistoryEntry entry) => new(task.Spec.Template.Queue, task.Spec.ScheduleId, entry);

    /// <summary>The same with an explanation of at most 500 characters: the whole one is in the store.</summary>
    internal TransitionNotice Shortened() =>
        Entry.Detail is { Length: > MostDetail } detail ? this with { Entry = Entry with { Detail = detail[..MostDetail] } } : this;
}
