using Akka.Scheduler.Client.Http;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client.Endpoints;

/// <summary>
/// What can be asked of queues. Every method may throw <see cref="SchedulerException"/> and <see cref="SchedulerUnreachableException"/>.
/// </summary>
public sealed class QueueEndpoints
{
    private readonly GatewayCalls _calls;

    internal QueueEndpoints(GatewayCalls calls) => _calls = calls;

    /// <summary>All queues.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The queues.</returns>
    public Task<Page<QueueView>> ListAsync(CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get("queues"), WireJson.Default.PageQueueView, cancel);

    /// <summary>Changes the limits of a queue.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="patch">What to change; 0 takes a limit away.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The queue.</returns>
    public Task<QueueView> PatchAsync(string name, QueuePatch patch, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Patch(Path(name)).With(patch, WireJson.Default.QueuePatch), WireJson.Default.QueueView, cancel);

    /// <summary>Lets nothing start from a queue.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="reason">Why; shown while it is paused.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The queue.</returns>
    public Task<QueueView> PauseAsync(string name, string? reason = null, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Post(Path(name) + "/pause").With(new ReasonRequest { Reason = reason }, WireJson.Default.ReasonRequest),
            WireJson.Default.QueueView,
            cancel);

    /// <summary>Lets a paused queue start tasks again.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The queue.</returns>
    public Task<QueueView> ResumeAsync(string name, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Post(Path(name) + "/resume"), WireJson.Default.QueueView, cancel);

    private static string Path(string name) => "queues/" + Uri.EscapeDataString(name);
}
