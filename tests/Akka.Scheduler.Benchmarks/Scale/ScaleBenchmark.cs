using System.Diagnostics;
using System.Globalization;
using System.Text;
using Akka.Scheduler.TestKit.PostgreSql;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.Benchmarks.Scale;

/// <summary>Verb <c>scale</c>: the rate of a 50 ms HTTP workload with one, two and three worker nodes, published programs on one PostgreSQL, in one run.</summary>
/// <remarks>A worker has few slots, so that it is slots and not processors that a node adds: what is measured is whether the cluster uses them.</remarks>
internal static class ScaleBenchmark
{
    private const int Capacity = 16;
    private const int Workers = 3;
    private const int Batch = 1_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync()
    {
        await using var target = await SlowTarget.StartAsync();
        await using var server = await PostgresServer.StartNewAsync(new());
        var database = await server.CreateDatabaseAsync();
        var nodes = new List<NodeProcess>();
        try
        {
            nodes.Add(await StartAsync(database, "head", "[scheduler, gateway]"));
            using var http = new HttpClient { BaseAddress = nodes[0].Http, Timeout = TimeSpan.FromMinutes(1) };
            double first = 0;
            for (var workers = 1; workers <= Workers; workers++)
            {
                nodes.Add(await StartAsync(database, $"worker-{workers}", "[worker]"));
                var rate = await MeasureAsync(http, target, workers);
                if (workers == 1) first = rate;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{workers} worker nodes of {Capacity} slots: {rate:F0} tasks/s, {rate / first:F2} times the rate of one"));
            }
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }

        return 0;
    }

    private static Task<NodeProcess> StartAsync(string database, string id, string roles) => NodeProcess.StartAsync(
        $"scheduler.node.id={id}",
        $"scheduler.node.roles={roles}",
        $"scheduler.worker.capacity={Capacity}",
        "scheduler.store.provider=postgresql",
        $"scheduler.store.connection-string=\"{database}\"",
        "scheduler.executors.http.allow-private-networks=true");

    private static async Task<double> MeasureAsync(HttpClient http, SlowTarget target, int workers)
    {
        // More than can be done in the time, so that no slot is ever without work.
        var enough = (int)((WarmUp + Window).TotalSeconds * 20 * Capacity * workers * 1.3);
        for (var sent = 0; sent < enough; sent += Batch) await SubmitAsync(http, target.Url);
        await Task.Delay(WarmUp, TimeProvider.System);
        var (watch, before) = (Stopwatch.StartNew(), target.Answered);
        await Task.Delay(Window, TimeProvider.System);
        return (target.Answered - before) / watch.Elapsed.TotalSeconds;
    }

    private static async Task SubmitAsync(HttpClient http, string url)
    {
        var task = $$$"""{"executor":"http","payload":{"method":"POST","url":"{{{url}}}"}}""";
        using var body = new StringContent($$"""{"tasks":[{{string.Join(',', Enumerable.Repeat(task, Batch))}}]}""", Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync("/api/v1/tasks/batch", body);
        reply.EnsureSuccessStatusCode();
    }
}
