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

    /// <summary>Asks a node to hand its shards over and go. It hears of it with its next renewal.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The node as it stands, once the request is recorded.</returns>
    public Task<NodeView> LeaveAsync(string nodeId, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Post(Path(nodeId) + "/leave"), WireJson.Default.NodeView, cancel);

    /// <summary>Declares a node dead, so that its shards are taken over now; one that still lives is kept out by the fence.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="force">Also when it shows signs of life; otherwise such a node is refused.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The node as it stands, once it is recorded as dead.</returns>
    public Task<NodeView> DownAsync(string nodeId, bool force = false, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Post(Path(nodeId) + "/down" + (force ? "?force=true" : "")), WireJson.Default.NodeView, cancel);

    private static string Path(string nodeId) => "cluster/nodes/" + Uri.EscapeDataString(nodeId);
}
