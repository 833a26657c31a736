using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Embedding;
using Akka.Scheduler.Hosting.Gateway.Endpoints;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;

namespace Akka.Scheduler.Testing;

public sealed partial class TestScheduler
{
    private const int MostItems = 10_000;

    /// <summary>All tasks, or those of a schedule, oldest first; at most 10,000.</summary>
    /// <param name="scheduleId">Whose tasks; <see langword="null"/>: all.</param>
    public Task<IReadOnlyList<TaskView>> TasksAsync(string? scheduleId = null) => _node.Ask<IReadOnlyList<TaskView>>(async _ =>
    {
        var page = await _node.Store.Tasks.ListAsync(new() { Now = Now, ScheduleId = scheduleId }, MostItems, null, CancellationToken.None);
        return [.. page.Items.Reverse().Select(task => TaskViews.Of(task, Now, _node.ShardOf(task.Id)))];
    });

    /// <summary>A task's recorded steps, oldest first; empty when there is no such task.</summary>
    /// <param name="id">Its id.</param>
    public Task<IReadOnlyList<TaskEventView>> HistoryAsync(string id) => _node.Ask<IReadOnlyList<TaskEventView>>(async _ =>
        [.. (await _node.Store.Tasks.EventsAsync(new(id), _node.ShardOf(new(id)), CancellationToken.None)).Select(TaskViews.Of)]);

    /// <summary>What a task's attempts wrote: log lines, progress, traces of exceptions.</summary>
    /// <param name="id">Its id.</param>
    public Task<string> OutputAsync(string id) => _node.Ask(async _ =>
        string.Concat((await _node.Store.Tasks.LogAsync(new(id), 0, MostItems, CancellationToken.None)).Select(chunk => chunk.Text)));

    /// <summary>
    /// What became of a schedule's instants, oldest first: the task that each made, or why it made none. Instants that wait for the end of a task (overlap
    /// <c>queue</c> and <c>cancelPrevious</c>) are among them, with the outcome <c>waiting</c>.
    /// </summary>
    /// <param name="id">Its id.</param>
    public Task<IReadOnlyList<OccurrenceView>> OccurrencesAsync(string id) => _node.Ask<IReadOnlyList<OccurrenceView>>(async _ =>
        [.. (await ScheduleRuns.ReadAsync(_node.Store, Now, id, OccurrencePlace.End, MostItems, CancellationToken.None) ?? []).Reverse().Select(item => item.View)]);

    /// <summary>Makes a calendar, or puts another in its place. Schedules that name it leave its days out.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="request">As in <c>PUT /calendars/{id}</c>.</param>
    /// <exception cref="SchedulerException">It is refused.</exception>
    public Task<CalendarView> PutCalendarAsync(string id, CalendarRequest request) => _node.Ask(async engine =>
    {
        var faults = new FaultList();
        var calendar = CalendarCheck.Check(request, id, faults);
        if (faults.Any) throw Refusal.Invalid(faults);
        return await engine.Schedules.ApplyAsync(new CalendarCommand.Put(calendar, null), CancellationToken.None) is CalendarReply.Done done
            ? CalendarCheck.View(done.Calendar)
            : throw Refusal.Unavailable("the calendar was not stored");
    });
}
