using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Hosting.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>How the node stands.</summary>
internal static class NodeReads
{
    public static async Task<IResult> StatsAsync(HttpContext context, GatewayServices services)
    {
        var counts = await services.Counts.ReadAsync(context.RequestAborted);
        var statistics = services.Runtime.Hub.Statistics;
        return Results.Json(
            new StatsView
            {
                At = services.Now,
                NodeId = services.Runtime.Options.Node.Id,
                ByStatus = counts.GroupBy(count => count.Status).ToDictionary(group => group.Key, group => group.Sum(count => count.Count)),
                ByQueue = counts.GroupBy(count => count.Queue).ToDictionary(
                    group => group.Key, IReadOnlyDictionary<string, long> (group) => group.ToDictionary(count => count.Status, count => count.Count)),
                Rates = new()
                {
                    Submitted = statistics[TransitionType.Created].PerSecond(),
                    Started = statistics[TransitionType.Started].PerSecond(),
                    Succeeded = statistics[TransitionType.Succeeded].PerSecond(),
                    Failed = statistics[TransitionType.Failed].PerSecond(),
                },
                WaitMs = Of(statistics.Wait),
                RunMs = Of(statistics.Run),
                ScheduleLagMs = statistics.ScheduleLag.Percentiles(0.99)[0] ?? 0,
            },
            WireJson.Default.StatsView);
    }

    private static PercentilesView? Of(LatencyHistogram histogram)
    {
        var found = histogram.Percentiles(0.50, 0.95, 0.99);
        return found[0] is null ? null : new() { P50 = found[0], P95 = found[1], P99 = found[2] };
    }
}
