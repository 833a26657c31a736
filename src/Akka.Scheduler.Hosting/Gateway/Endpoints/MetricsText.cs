using System.Globalization;
using System.Text;
using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>
/// <c>GET /metrics</c>: counters, gauges and histograms in Prometheus' text format. Counts of tasks are the cluster's, from the store, and the same on
/// every node; whatever else is of tasks and shards is this node's own, so that a sum over all nodes is the cluster's.
/// </summary>
internal static class MetricsText
{
    private static readonly double[] Quantiles = [0.5, 0.95, 0.99];

    public static async Task<IResult> WriteAsync(HttpContext context, GatewayServices services)
    {
        var runtime = services.Runtime;
        var text = new StringBuilder();
        var statistics = runtime.Hub.Statistics;
        Head(text, "scheduler_transitions_total", "counter", "Steps of tasks that this node committed, by type.");
        foreach (var type in Enum.GetValues<TransitionType>())
            Line(text, $"scheduler_transitions_total{{type=\"{JsonNamingPolicy.CamelCase.ConvertName(type.ToString())}\"}}", statistics[type].Total);
        Summary(text, "scheduler_wait_milliseconds", "From due to started, over the last five minutes, on this node.", statistics.Wait);
        Summary(text, "scheduler_run_milliseconds", "From started to ended, over the last five minutes, on this node.", statistics.Run);
        Summary(text, "scheduler_schedule_lag_milliseconds", "From a schedule's instant to its task's start, over the last five minutes, on this node.", statistics.ScheduleLag);
        Histogram(text, "scheduler_wait_seconds", "From due to started, on this node.", statistics.Wait);
        Histogram(text, "scheduler_run_seconds", "From started to ended, on this node.", statistics.Run);
        Histogram(text, "scheduler_schedule_lag_seconds", "From a schedule's instant to its task's start, on this node.", statistics.ScheduleLag);
        WriteCommits(text, statistics.Commits);
        await TasksAsync(text, services, context.RequestAborted);
        One(text, "scheduler_shards_serving", "gauge", "Shards that serve on this node, the singleton among them.", runtime.IsStarted ? runtime.Engine.Serving.Serving : 0);
        One(text, "scheduler_shards_fenced_total", "counter", "Shards of this node that found another owner.", runtime.Observer.Fenced);
        One(text, "scheduler_steps_poisoned_total", "counter", "Steps of this node that the store refused for good, each time they were tried.", runtime.Observer.Poisoned);
        One(text, "scheduler_store_trouble_total", "counter", "Calls of this node to the store that did not end well and were made again.", runtime.Observer.Trouble);
        if (runtime.IsStarted)
        {
            One(text, "scheduler_limits_held", "gauge", "Attempts of this node's shards that run under a limit of a queue or a key, or may at once; under both they count twice.", runtime.Engine.Limits.Held);
            One(text, "scheduler_limits_waiting", "gauge", "Tasks of this node's shards that wait for room under a limit.", runtime.Engine.Limits.Waiting);
        }

        ClusterMetrics.Write(text, runtime);
        return Results.Text(text.ToString(), "text/plain; version=0.0.4");
    }

    private static void WriteCommits(StringBuilder text, CommitStatistics commits)
    {
        Histogram(text, "scheduler_commit_seconds", "How long a shard's commit took, on this node.", commits.Took);
        Head(text, "scheduler_commits_total", "counter", "Commits of this node's shards, by how they ended.");
        foreach (var (outcome, count) in commits.ByOutcome) Line(text, $"scheduler_commits_total{{outcome=\"{outcome}\"}}", count);
        One(text, "scheduler_commit_steps_total", "counter", "Steps in applied commits; divided by their number, the size of a batch.", commits.Steps);
    }

    // The other metrics matter most when the store is away: then these are left out.
    private static async Task TasksAsync(StringBuilder text, GatewayServices services, CancellationToken cancel)
    {
        try
        {
            var counts = await services.Counts.ReadAsync(cancel);
            Head(text, "scheduler_tasks", "gauge", "Tasks of the whole cluster, by queue and status; every node says the same.");
            foreach (var count in counts) Line(text, $"scheduler_tasks{{queue=\"{count.Queue}\",status=\"{count.Status}\"}}", count.Count);
        }
        catch (StoreUnavailableException)
        {
            One(text, "scheduler_store_away", "gauge", "The store could not be asked how many tasks there are.", 1);
        }
    }

    public static void Histogram(StringBuilder text, string name, string help, LatencyHistogram histogram)
    {
        Head(text, name, "histogram", help);
        var (total, upTo) = histogram.Cumulative();
        foreach (var (bound, count) in upTo)
            Line(text, string.Create(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"{bound.TotalSeconds}\"}}"), count);
        Line(text, $"{name}_bucket{{le=\"+Inf\"}}", total);
        Line(text, $"{name}_sum", histogram.Sum.TotalSeconds);
        Line(text, $"{name}_count", total);
    }

    private static void Summary(StringBuilder text, string name, string help, LatencyHistogram histogram)
    {
        Head(text, name, "gauge", help);
        var found = histogram.Percentiles(Quantiles);
        for (var i = 0; i < Quantiles.Length; i++)
        {
            if (found[i] is { } value) Line(text, string.Create(CultureInfo.InvariantCulture, $"{name}{{quantile=\"{Quantiles[i]}\"}}"), value);
        }
    }

    public static void One(StringBuilder text, string name, string kind, string help, double value)
    {
        Head(text, name, kind, help);
        Line(text, name, value);
    }

    public static void Head(StringBuilder text, string name, string kind, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');

    public static void Line(StringBuilder text, string series, double value) =>
        text.Append(series).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
