using Akka.Scheduler.Client.Http;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client.Endpoints;

/// <summary>
/// What can be asked of calendars. Every method may throw <see cref="SchedulerException"/> and
/// <see cref="SchedulerUnreachableException"/>; one that is given a version is refused when the calendar has another by now.
/// </summary>
public sealed class CalendarEndpoints
{
    private readonly GatewayCalls _calls;

    internal CalendarEndpoints(GatewayCalls calls) => _calls = calls;

    /// <summary>Makes a calendar, or replaces it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="request">The calendar, whole.</param>
    /// <param name="ifVersion">The version it must still have; null for any.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The calendar.</returns>
    public Task<CalendarView> PutAsync(string id, CalendarRequest request, long? ifVersion = null, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Put(Path(id)).With(request, WireJson.Default.CalendarRequest) with { IfVersion = ifVersion }, WireJson.Default.CalendarView, cancel);

    /// <summary>One calendar.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The calendar.</returns>
    public Task<CalendarView> GetAsync(string id, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get(Path(id)), WireJson.Default.CalendarView, cancel);

    /// <summary>All calendars.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The calendars, by id.</returns>
    public Task<Page<CalendarView>> ListAsync(CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get("calendars"), WireJson.Default.PageCalendarView, cancel);

    /// <summary>Deletes a calendar that no schedule heeds.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ifVersion">The version it must still have; null for any.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>When it is gone.</returns>
    public Task DeleteAsync(string id, long? ifVersion = null, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Delete(Path(id)) with { IfVersion = ifVersion }, cancel);

    private static string Path(string id) => "calendars/" + Uri.EscapeDataString(id);
}
