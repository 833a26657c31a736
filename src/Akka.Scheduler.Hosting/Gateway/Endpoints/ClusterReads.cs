using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>The cluster and its shards, as this node saw them at its last look at the store.</summary>
internal static class ClusterReads
{
    public static IResult Cluster(GatewayServices services) =>
        Results.Json(ClusterViews.Of(services.Runtime.Engine.Cluster.Current), WireJson.Default.ClusterView);

    public static async Task<IResult> ShardsAsync(HttpContext context, GatewayServices services)
    {
        var counting = services.Store.Tasks.CountByShardAsync(services.Now, context.RequestAborted);
        var phases = await services.Runtime.Engine.DescribeShardsAsync(context.RequestAborted);
        var counts = (await counting).ToDictionary(count => count.Shard);
        var view = services.Runtime.Engine.Cluster.Current;
        ShardView[] items = [.. view.Shards.Where(ClusterViews.IsShard).OrderBy(row => row.Shard).Select(row => ClusterViews.Of(
            row, view, phases.TryGetValue(row.Shard, out var phase) ? phase : null, counts.GetValueOrDefault(row.Shard)))];
        return Results.Json(new Page<ShardView> { Items = items }, WireJson.Default.PageShardView);
    }
}
