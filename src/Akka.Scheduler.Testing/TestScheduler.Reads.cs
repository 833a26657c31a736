using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway;
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

    /// <summary>Makes a schedule, or puts another definition in its place.</summary>
    /// <param name="request">As in <c>POST /schedules</c>; the id is required.</param>
    /// <exception cref="SchedulerException">The definition is refused.</exception>
    public Task<ScheduleView> PutScheduleAsync(ScheduleRequest request) => ChangeAsync(() =>
    {
        var faults = new FaultList();
        var schedule = _node.Application.ScheduleCheck.Check(request, null, faults);
        if (faults.Any || schedule is null) throw Refusal(400, "invalid", string.Join("; ", faults.Faults.Select(fault => fault.Detail)));
        return new ScheduleCommand.Put(schedule, null);
    });

    /// <summary>Stops a schedule: instants that fall due meanwhile are recorded as skipped.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why.</param>
    public Task<ScheduleView> PauseScheduleAsync(string id, string? reason = null) => ChangeAsync(() => new ScheduleCommand.Pause(new(id), reason, null));

    /// <summary>Lets a paused schedule go on.</summary>
    /// <param name="id">Its id.</param>
    public Task<ScheduleView> ResumeScheduleAsync(string id) => ChangeAsync(() => new ScheduleCommand.Resume(new(id)));

    /// <summary>A schedule as it stands; <see langword="null"/> when there is none.</summary>
    /// <param name="id">Its id.</param>
    public Task<ScheduleView?> ScheduleAsync(string id) => _node.Ask(async _ =>
        await _node.Store.Schedules.GetAsync(id, CancellationToken.None) is { } row
            ? ScheduleViews.Of(ScheduleJson.ReadSchedule(row.Definition), ScheduleJson.ReadCursor(row.Cursor), Exclusions.None)
            : null);

    /// <summary>The records of a schedule's due instants, oldest first: the task that each made, or why it made none.</summary>
    /// <param name="id">Its id.</param>
    public Task<IReadOnlyList<OccurrenceView>> OccurrencesAsync(string id) => _node.Ask<IReadOnlyList<OccurrenceView>>(async _ =>
    {
        var rows = await _node.Store.Schedules.OccurrencesAsync(id, OccurrencePlace.End, MostItems, CancellationToken.None);
        return [.. rows.Reverse().Select(row => ScheduleRuns.Of(row, []))];
    });

    private Task<ScheduleView> ChangeAsync(Func<ScheduleCommand> command) => _node.Ask(async engine =>
        await engine.Schedules.ApplyAsync(command(), CancellationToken.None) switch
        {
            ScheduleReply.Done done => ScheduleViews.Of(done.Schedule, done.Cursor, Exclusions.None),
            ScheduleReply.NotFound => throw Refusal(404, "notFound", "There is no such schedule."),
            var other => throw Refusal(409, "refused", other.ToString()),
        });

    private static SchedulerException Refusal(int status, string code, string detail) => new(status, Problems.View(status, code, detail), null);
}
