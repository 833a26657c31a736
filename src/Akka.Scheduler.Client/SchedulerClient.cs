using Akka.Scheduler.Client.Endpoints;
using Akka.Scheduler.Client.Http;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client;

/// <summary>
/// Talks to a node over HTTP. Safe for many threads. Every method may throw <see cref="SchedulerException"/> (the node said no) and
/// <see cref="SchedulerUnreachableException"/> (it did not answer). It does not own the <see cref="HttpClient"/> it is given.
/// </summary>
public sealed class SchedulerClient
{
    private readonly GatewayCalls _calls;

    /// <summary>Makes a client.</summary>
    /// <param name="http">What to send with. Its own time limit should be infinite; that of the options decides.</param>
    /// <param name="options">Which node, and how.</param>
    /// <param name="time">The clock of time limits and waits.</param>
    public SchedulerClient(HttpClient http, SchedulerClientOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _calls = new GatewayCalls(http, options, time);
        Tasks = new TaskEndpoints(_calls);
        Schedules = new ScheduleEndpoints(_calls);
        Calendars = new CalendarEndpoints(_calls);
        Queues = new QueueEndpoints(_calls);
        Workers = new WorkerEndpoints(_calls);
        Cluster = new ClusterEndpoints(_calls);
    }

    /// <summary>The node's address.</summary>
    public Uri Server => _calls.Options.Server;

    /// <summary>Tasks.</summary>
    public TaskEndpoints Tasks { get; }

    /// <summary>Schedules.</summary>
    public ScheduleEndpoints Schedules { get; }

    /// <summary>Calendars of exclusions.</summary>
    public CalendarEndpoints Calendars { get; }

    /// <summary>Queues.</summary>
    public QueueEndpoints Queues { get; }

    /// <summary>Workers.</summary>
    public WorkerEndpoints Workers { get; }

    /// <summary>The cluster.</summary>
    public ClusterEndpoints Cluster { get; }

    /// <summary>How the scheduler is doing now.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>Counts, rates and times.</returns>
    public Task<StatsView> StatsAsync(CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get("stats"), WireJson.Default.StatsView, cancel);

    /// <summary>Transitions as they happen, from now on, until the caller stops.</summary>
    /// <param name="filter">Which transitions.</param>
    /// <param name="cancel">Ends the stream.</param>
    /// <returns>The transitions.</returns>
    public IAsyncEnumerable<TaskEventView> EventsAsync(EventFilter filter, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return EventStream.ReadAsync(_calls, "events" + filter.ToQuery(), WireJson.Default.TaskEventView, cancel);
    }

    /// <summary>Whether the node serves.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>What was looked at; a node that does not serve throws <see cref="SchedulerException"/> with status 503.</returns>
    public Task<HealthView> ReadyAsync(CancellationToken cancel = default) =>
        _calls.SendAsync(new GatewayRequest(HttpMethod.Get, "/health/ready"), WireJson.Default.HealthView, cancel);
}
