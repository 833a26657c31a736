using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Benchmarks.Engine;

/// <summary>How soon a task starts: after its submission was answered, and after the instant that it is due at.</summary>
internal static class LatencyBenchmark
{
    private const int Pickups = 1_000;
    private const int Timers = 1_000;
    private static readonly TimeSpan PickupEvery = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan TimersOver = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(StorePorts store)
    {
        var (probe, counter) = (new StartProbe(), new FinishCounter());
        await using var engine = await BenchmarkEngine.StartAsync(store, 256, counter, probe);
        await PickupAsync(engine, probe, counter, 200);
        Print("pickup, from the answer to the start", await PickupAsync(engine, probe, counter, Pickups));
        Print("timer, from due to the start", await TimersAsync(engine, probe, counter));
    }

    private static async Task<double[]> PickupAsync(BenchmarkEngine engine, StartProbe probe, FinishCounter counter, int count)
    {
        var done = counter.After(count);
        var answered = new Dictionary<TaskId, DateTimeOffset>();
        for (var i = 0; i < count; i++)
        {
            var task = engine.Noop();
            await engine.Host.Tasks.SubmitAsync([task], CancellationToken.None);
            answered.Add(task.Spec.Id, TimeProvider.System.GetUtcNow());
            await Task.Delay(PickupEvery, TimeProvider.System);
        }

        await done;
        return [.. answered.Select(pair => (probe.StartedAt[pair.Key] - pair.Value).TotalMilliseconds).Order()];
    }

    private static async Task<double[]> TimersAsync(BenchmarkEngine engine, StartProbe probe, FinishCounter counter)
    {
        var done = counter.After(Timers);
        var first = TimeProvider.System.GetUtcNow().AddSeconds(2);
        var tasks = Enumerable.Range(0, Timers).Select(i => engine.Noop(Akka.Scheduler.Engine.EngineClock.Truncate(first + (TimersOver * i / Timers)))).ToArray();
        await engine.Host.Tasks.SubmitAsync(tasks, CancellationToken.None);
        await done;
        return [.. tasks.Select(task => (probe.StartedAt[task.Spec.Id] - task.Spec.DueAt).TotalMilliseconds).Order()];
    }

    private static void Print(string what, double[] sorted) => Console.WriteLine(
        $"{what}: p50 {At(sorted, 0.5):F2} ms, p95 {At(sorted, 0.95):F2} ms, p99 {At(sorted, 0.99):F2} ms, max {sorted[^1]:F2} ms, min {sorted[0]:F2} ms, {sorted.Length} tasks");

    private static double At(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];
}
