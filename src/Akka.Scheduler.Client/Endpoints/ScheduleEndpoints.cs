using System.Globalization;
using Akka.Scheduler.Client.Http;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client.Endpoints;

/// <summary>
/// What can be asked of schedules. Every method may throw <see cref="SchedulerException"/> and
/// <see cref="SchedulerUnreachableException"/>; one that is given a version is refused when the schedule has another by now.
/// </summary>
public sealed class ScheduleEndpoints
{
    private readonly GatewayCalls _calls;

    internal ScheduleEndpoints(GatewayCalls calls) => _calls = calls;

    /// <summary>Makes a schedule, or replaces the one with the same id.</summary>
    /// <param name="request">The schedule.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The schedule.</returns>
    public Task<ScheduleView> UpsertAsync(ScheduleRequest request, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Post("schedules").With(request, WireJson.Default.ScheduleRequest), WireJson.Default.ScheduleView, cancel);

    /// <summary>Replaces a schedule, or makes it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="request">The schedule, whole.</param>
    /// <param name="ifVersion">The version it must still have; null for any.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The schedule.</returns>
    public Task<ScheduleView> ReplaceAsync(
        string id, ScheduleRequest request, long? ifVersion = null, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Put(Path(id)).With(request, WireJson.Default.ScheduleRequest) with { IfVersion = ifVersion },
            WireJson.Default.ScheduleView,
            cancel);

    /// <summary>Changes some of a schedule.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="patch">What to change.</param>
    /// <param name="ifVersion">The version it must still have; null for any.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The schedule.</returns>
    public Task<ScheduleView> PatchAsync(string id, SchedulePatch patch, long? ifVersion = null, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Patch(Path(id)).With(patch, WireJson.Default.SchedulePatch) with { IfVersion = ifVersion },
            WireJson.Default.ScheduleView,
            cancel);

    /// <summary>One page of schedules.</summary>
    /// <param name="limit">At most this many; the node decides when left out.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The page.</returns>
    public Task<Page<ScheduleView>> ListAsync(int? limit = null, string? cursor = null, CancellationToken cancel = default)
    {
        var query = new QueryText().Add("limit", limit?.ToString(CultureInfo.InvariantCulture)).Add("cursor", cursor);
        return _calls.SendAsync(GatewayRequest.Get("schedules" + query), WireJson.Default.PageScheduleView, cancel);
    }

    /// <summary>One schedule.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The schedule.</returns>
    public Task<ScheduleView> GetAsync(string id, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get(Path(id)), WireJson.Default.ScheduleView, cancel);

    /// <summary>Deletes a schedule; its tasks stay.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ifVersion">The version it must still have; null for any.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>When it is gone.</returns>
    public Task DeleteAsync(string id, long? ifVersion = null, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Delete(Path(id)) with { IfVersion = ifVersion }, cancel);

    /// <summary>Stops a schedule from firing.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why; shown while it is paused.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The schedule.</returns>
    public Task<ScheduleView> PauseAsync(string id, string? reason = null, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Post(Path(id) + "/pause").With(new ReasonRequest { Reason = reason }, WireJson.Default.ReasonRequest),
            WireJson.Default.ScheduleView,
            cancel);

    /// <summary>Lets a paused schedule fire again; its misfire rule decides about what it missed.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The schedule.</returns>
    public Task<ScheduleView> ResumeAsync(string id, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Post(Path(id) + "/resume"), WireJson.Default.ScheduleView, cancel);

    /// <summary>Makes the schedule's task now, beside its instants.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting; the task may have been made.</param>
    /// <returns>The task.</returns>
    public Task<TaskView> TriggerAsync(string id, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Post(Path(id) + "/trigger"), WireJson.Default.TaskView, cancel);

    /// <summary>Makes the tasks of instants that lie in the past; an instant that has a record already is left alone.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="request">Which instants.</param>
    /// <param name="cancel">Stops waiting; tasks may have been made.</param>
    /// <returns>What was done.</returns>
    public Task<BackfillReply> BackfillAsync(string id, BackfillRequest request, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Post(Path(id) + "/backfill").With(request, WireJson.Default.BackfillRequest),
            WireJson.Default.BackfillReply,
            cancel,
            TimeSpan.FromMinutes(2));

    /// <summary>Makes or changes many schedules, and says of each what became of it.</summary>
    /// <param name="request">The schedules, at most 10,000.</param>
    /// <param name="cancel">Stops waiting; some may have been made or changed.</param>
    /// <returns>What became of each.</returns>
    public Task<ApplyReply> ApplyAsync(ApplyRequest request, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Post("schedules/apply").With(request, WireJson.Default.ApplyRequest), WireJson.Default.ApplyReply, cancel, TimeSpan.FromMinutes(2));

    /// <summary>One page of what became of a schedule's instants, newest first; those that wait for the end of a task are among them.</summary>
    /// <param name="id">Its id; of one that is deleted too.</param>
    /// <param name="limit">At most this many; the node decides when left out.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The page.</returns>
    public Task<Page<OccurrenceView>> RunsAsync(string id, int? limit = null, string? cursor = null, CancellationToken cancel = default)
    {
        var query = new QueryText().Add("limit", limit?.ToString(CultureInfo.InvariantCulture)).Add("cursor", cursor);
        return _calls.SendAsync(GatewayRequest.Get(Path(id) + "/runs" + query), WireJson.Default.PageOccurrenceView, cancel);
    }

    /// <summary>The next instants of a schedule.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="count">How many; 10 when left out.</param>
    /// <param name="from">After which instant; now when left out.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The instants, earliest first.</returns>
    public Task<NextInstants> NextAsync(string id, int? count = null, DateTimeOffset? from = null, CancellationToken cancel = default)
    {
        var query = new QueryText().Add("count", count?.ToString(CultureInfo.InvariantCulture)).Add("from", from);
        return _calls.SendAsync(GatewayRequest.Get(Path(id) + "/next" + query), WireJson.Default.NextInstants, cancel);
    }

    /// <summary>The next instants of an expression that belongs to no schedule yet.</summary>
    /// <param name="request">The expression.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The instants, earliest first.</returns>
    public Task<NextInstants> PreviewAsync(PreviewRequest request, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Post("schedules/preview").With(request, WireJson.Default.PreviewRequest), WireJson.Default.NextInstants, cancel);

    private static string Path(string id) => "schedules/" + Uri.EscapeDataString(id);
}
