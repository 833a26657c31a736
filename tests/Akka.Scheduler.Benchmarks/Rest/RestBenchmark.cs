using System.Diagnostics;
using System.Globalization;
using System.Text;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.Benchmarks.Rest;

/// <summary>What a published node costs that has a great many tasks and nothing to do: memory while they come and after a restart, processor time at rest.</summary>
internal sealed class RestBenchmark(NodeProcess node, int tasks)
{
    private const int Batch = 2_000;
    private const int Clients = 4;
    private static readonly TimeSpan Over = TimeSpan.FromDays(365);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    private int _sent = -1;
    private int _stored;

    public async Task RunAsync()
    {
        await LoadAsync();
        await RestAsync("after loading");
        await node.TerminateAsync();
        var restart = Stopwatch.StartNew();
        await node.RestartAsync();
        Print($"restart to ready: {restart.Elapsed.TotalSeconds:F2} s");
        await RestAsync("after the restart");
    }

    private async Task LoadAsync()
    {
        var watch = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource();
        var progress = ProgressAsync(watch, stop.Token);
        using var http = new HttpClient { BaseAddress = node.Http, Timeout = TimeSpan.FromMinutes(2) };
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => SendAsync(http)));
        await stop.CancelAsync();
        await progress;
        Print($"loaded {tasks} tasks over HTTP at {tasks / watch.Elapsed.TotalSeconds:F0}/s; most resident memory meanwhile {Figures.MostResident:F0} MiB");
        await CountAsync(http, "first");

        // Older than the node keeps its counts for, so that the store is asked again.
        await Task.Delay(Settling, TimeProvider.System);
        await CountAsync(http, "again");
    }

    private async Task CountAsync(HttpClient http, string when)
    {
        var counting = Stopwatch.StartNew();
        await http.GetStringAsync("/api/v1/queues");
        Print($"GET /queues with {tasks} tasks, {when}: {counting.Elapsed.TotalMilliseconds:F1} ms");
    }

    private async Task SendAsync(HttpClient http)
    {
        for (var first = NextBatch(); first < tasks; first = NextBatch())
        {
            using var reply = await http.PostAsync("/api/v1/tasks/batch", Body(first, Math.Min(Batch, tasks - first)));
            if (!reply.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}");
            var made = Count(await reply.Content.ReadAsStringAsync(), "\"outcome\":\"created\"");
            if (made < Math.Min(Batch, tasks - first)) throw new InvalidOperationException($"only {made} tasks of a batch were made");
            Interlocked.Add(ref _stored, made);
        }
    }

    private int NextBatch() => Interlocked.Increment(ref _sent) * Batch;

    private StringContent Body(int first, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var items = Enumerable.Range(first, count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $$"""{"executor":"noop","dueAt":"{{now + (Over * ((i + 1.0) / tasks)):yyyy-MM-ddTHH:mm:ss.fffZ}}"}"""));
        return new($$"""{"tasks":[{{string.Join(',', items)}}]}""", Encoding.UTF8, "application/json");
    }

    private async Task ProgressAsync(Stopwatch watch, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                Print($"{_stored,9} stored, {_stored / watch.Elapsed.TotalSeconds,7:F0}/s, resident {Figures.Resident:F0} MiB");
        }
        catch (OperationCanceledException)
        {
            // All are stored.
        }
    }

    private async Task RestAsync(string when)
    {
        await Task.Delay(Settling, TimeProvider.System);
        var (watch, cpu) = (Stopwatch.StartNew(), Figures.Cpu);
        await Task.Delay(Idle, TimeProvider.System);
        var share = (Figures.Cpu - cpu) / watch.Elapsed;
        Print($"at rest {when}: resident {Figures.Resident:F0} MiB, {100 * share:F2} % of a core over {Idle.TotalSeconds:F0} s");
    }

    private ProcessFigures Figures => new(node.Process.Id);

    private static int Count(string text, string word)
    {
        var count = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
