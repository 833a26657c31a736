using Akka.Scheduler.Client.Http;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client.Endpoints;

/// <summary>
/// What can be asked of workers. Every method may throw <see cref="SchedulerException"/> and <see cref="SchedulerUnreachableException"/>.
/// </summary>
public sealed class WorkerEndpoints
{
    private readonly GatewayCalls _calls;

    internal WorkerEndpoints(GatewayCalls calls) => _calls = calls;

    /// <summary>All workers.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The workers.</returns>
    public Task<Page<WorkerView>> ListAsync(CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get("workers"), WireJson.Default.PageWorkerView, cancel);

    /// <summary>Changes the capacity or the weight of a worker while it runs, or takes it out of service and back.</summary>
    /// <param name="id">The worker.</param>
    /// <param name="patch">What to change.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The worker.</returns>
    public Task<WorkerView> PatchAsync(string id, WorkerPatch patch, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Patch(Path(id)).With(patch, WireJson.Default.WorkerPatch), WireJson.Default.WorkerView, cancel);

    /// <summary>Gives a worker nothing more, and lets it finish or give back what it has.</summary>
    /// <param name="id">The worker.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The worker.</returns>
    public Task<WorkerView> DrainAsync(string id, string? reason = null, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Post(Path(id) + "/drain").With(new ReasonRequest { Reason = reason }, WireJson.Default.ReasonRequest),
            WireJson.Default.WorkerView,
            cancel);

    /// <summary>Takes a drained worker back into service. One whose node stops stays drained (409).</summary>
    /// <param name="id">The worker.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The worker.</returns>
    public Task<WorkerView> ResumeAsync(string id, CancellationToken cancel = default) => PatchAsync(id, new() { Draining = false }, cancel);

    private static string Path(string id) => "workers/" + Uri.EscapeDataString(id);
}
