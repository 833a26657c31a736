using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.TestKit.Checking;
using Akka.Scheduler.TestKit.Checking.Facts;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;

namespace Akka.Scheduler.ClusterTests.Crash;

/// <summary>Submits tasks over several connections to a published node that is killed with SIGKILL again and again, and keeps what was acknowledged.</summary>
internal sealed class CrashRun(int tasks, int kills, int seed) : IDisposable
{
    private const int Connections = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly int _port = FreePort();

    /// <summary>What the node was told to use: its port stays the same over all its lives.</summary>
    public string Bind => $"scheduler.http.bind=127.0.0.1:{_port}";

    /// <summary>The ids of all tasks that a client was told of.</summary>
    public IReadOnlyCollection<string> Acknowledged => [.. _acknowledged.Keys];

    /// <summary>Submits while the node dies and comes back, and returns when everything acknowledged has ended.</summary>
    public async Task DriveAsync(NodeProcess node)
    {
        using var stop = new CancellationTokenSource(Patience);
        var killer = KillAsync(node);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => SubmitAsync(connection, killer, stop.Token)));
        await killer;
        await WaitForQuietAsync(stop.Token);
    }

    /// <summary>What clients were told, and what the store's ports say of the tasks: neither take-overs nor the commits without steps.</summary>
    public async Task<RunHistory> HistoryAsync(StorePorts store, int shards)
    {
        var (tasks, log) = (new ConcurrentBag<TaskRow>(), new ConcurrentBag<LogRow>());
        await Parallel.ForEachAsync(Acknowledged, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (id, cancel) =>
        {
            var (task, shard) = (new TaskId(id), ShardHash.Of(id, shards));
            if (await store.Tasks.GetAsync(task, shard, cancel) is { } row) tasks.Add(new(shard, row));
            var steps = await store.Tasks.EventsAsync(task, shard, cancel);
            for (var i = 0; i < steps.Count; i++) log.Add(new(shard, steps[i].LogSeq, i, steps[i].Epoch, steps[i].Entry));
        });
        return new()
        {
            Submissions = [.. Acknowledged.Select(id => new Submission(new(id), Answer.Acknowledged, DateTimeOffset.MinValue, null))],
            Tasks = [.. tasks],
            Log = [.. log],
        };
    }

    public void Dispose() => _http.Dispose();

    private async Task KillAsync(NodeProcess node)
    {
        var random = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 900)));
            await node.KillAsync();
            await node.RestartAsync();
        }
    }

    // Submits its share, and goes on submitting while the node is still being killed, so that every kill finds work under way.
    private async Task SubmitAsync(int connection, Task killer, CancellationToken cancel)
    {
        var random = new Random(seed + connection + 1);
        for (var i = 0; i < tasks / Connections || !killer.IsCompleted; i++)
        {
            var id = $"crash-{connection}-{i}";
            var delay = random.Next(3) == 0 ? random.Next(2_000) : 0;
            await SubmitOneAsync(id, delay, cancel);
            _acknowledged[id] = true;
            if (i >= tasks / Connections) await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
        }
    }

    // An answer that was lost is asked for again with the same id: there will be one task.
    private async Task SubmitOneAsync(string id, int delayMs, CancellationToken cancel)
    {
        var body = new { id, executor = "noop", delay = $"{delayMs}ms", retry = new { maxRetries = 100, delay = "100ms", backoffRate = 1.0 } };
        while (true)
        {
            try
            {
                using var response = await _http.PostAsJsonAsync($"http://127.0.0.1:{_port}/api/v1/tasks", body, cancel);
                if (response.IsSuccessStatusCode) return;
                ((int)response.StatusCode).ShouldBeOneOf(429, 503);
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                // The node is dead, or died over the answer.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancel);
        }
    }

    private async Task WaitForQuietAsync(CancellationToken cancel)
    {
        while (true)
        {
            var page = await _http.GetStringAsync($"http://127.0.0.1:{_port}/api/v1/tasks?status=pending,queued,running,retrying&limit=1", cancel);
            if (page.Contains("\"items\":[]", StringComparison.Ordinal)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
