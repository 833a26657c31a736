using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Hosting.Gateway;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;

namespace Akka.Scheduler.Hosting.Embedding;

/// <summary>Schedules, for the application itself: the same checks and answers as over HTTP.</summary>
internal sealed class InProcessSchedules(SchedulerDoor door)
{
    public Task<ScheduleView> PutAsync(ScheduleRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var faults = new FaultList();
        var schedule = door.ScheduleCheck().Check(request, null, faults);
        if (faults.Any || schedule is null) throw Refusal.Invalid(faults);
        return ChangeAsync(new ScheduleCommand.Put(schedule, null, KeepPause: request.Enabled is null), cancel);
    }

    public Task<ScheduleView?> GetAsync(string id, CancellationToken cancel) => Refusal.UnlessAwayAsync(async () =>
        await door.Store().Schedules.GetAsync(id, cancel) is { } row
            ? await ViewAsync(ScheduleJson.ReadSchedule(row.Definition), ScheduleJson.ReadCursor(row.Cursor), cancel)
            : null);

    public Task<bool> DeleteAsync(string id, CancellationToken cancel) => Refusal.UnlessAwayAsync(async () =>
        await ApplyAsync(new ScheduleCommand.Delete(new(id), null), cancel) switch
        {
            ScheduleReply.Deleted => true,
            ScheduleReply.NotFound => false,
            var other => throw Refusal.Of(other, id),
        });

    public Task<ScheduleView> PauseAsync(string id, string? reason, CancellationToken cancel) =>
        ChangeAsync(new ScheduleCommand.Pause(new(id), reason, null), cancel);

    public Task<ScheduleView> ResumeAsync(string id, CancellationToken cancel) => ChangeAsync(new ScheduleCommand.Resume(new(id)), cancel);

    public Task<TaskView> TriggerAsync(string id, CancellationToken cancel) => Refusal.UnlessAwayAsync(async () =>
    {
        var reply = await ApplyAsync(new ScheduleCommand.Trigger(new(id)), cancel);
        if (reply is not ScheduleReply.Triggered { Task: var made }) throw Refusal.Of(reply, id);
        var task = await door.Store().Tasks.GetAsync(made, door.ShardOf(made), cancel) ?? throw Refusal.Unavailable("the task was emitted and cannot be read yet");
        return TaskViews.Of(task, door.Now, door.ShardOf(made));
    });

    private Task<ScheduleView> ChangeAsync(ScheduleCommand command, CancellationToken cancel) => Refusal.UnlessAwayAsync(async () =>
        await ApplyAsync(command, cancel) is var reply && reply is ScheduleReply.Done done
            ? await ViewAsync(done.Schedule, done.Cursor, cancel)
            : throw Refusal.Of(reply, command.Id.Value));

    private Task<ScheduleReply> ApplyAsync(ScheduleCommand command, CancellationToken cancel) => door.Schedules().ApplyAsync(command, cancel);

    private async Task<ScheduleView> ViewAsync(Schedule schedule, ScheduleCursor cursor, CancellationToken cancel) =>
        ScheduleViews.Of(schedule, cursor, await new CalendarShelf(door.Store().Schedules).OfAsync(schedule.Calendars, cancel));
}
