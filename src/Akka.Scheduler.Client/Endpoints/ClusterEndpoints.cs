using Akka.Scheduler.Client.Http;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client.Endpoints;

/// <summary>
/// What can be asked of the cluster. Every method may throw <see cref="SchedulerException"/> and
/// <see cref="SchedulerUnreachableException"/>.
/// </summary>
public sealed class ClusterEndpoints
{
    private readonly GatewayCalls _calls;

    internal ClusterEndpoints(GatewayCalls calls) => _calls = calls;

    /// <summary>Who is in it and who leads.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The cluster.</returns>
    public Task<ClusterView> StatusAsync(CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get("cluster"), WireJson.Default.ClusterView, cancel);

    /// <summary>Every shard and its owner.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The shards.</returns>
    public Task<Page<ShardView>> ShardsAsync(CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get("cluster/shards"), WireJson.Default.PageShardView, cancel);

    /// <summary>Asks a node to hand its shards over and go.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>When the request is taken.</returns>
    public Task LeaveAsync(string nodeId, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Post(Path(nodeId) + "/leave"), cancel);

    /// <summary>Declares a node dead, so that its shards are taken over now; one that still lives is kept out by the fence.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>When the request is taken.</returns>
    public Task DownAsync(string nodeId, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Post(Path(nodeId) + "/down"), cancel);

    private static string Path(string nodeId) => "cluster/nodes/" + Uri.EscapeDataString(nodeId);
}
