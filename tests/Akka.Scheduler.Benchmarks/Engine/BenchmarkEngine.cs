using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Events;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Executors.Noop;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Benchmarks.Engine;

/// <summary>One node's engine over a store, without the gateway: what a benchmark of the engine drives.</summary>
internal sealed class BenchmarkEngine : IAsyncDisposable
{
    private readonly EngineHost _host;
    private readonly GuidV7Source _ids = new(TimeProvider.System, 1);

    private BenchmarkEngine(EngineHost host) => _host = host;

    public EngineHost Host => _host;

    public static async Task<BenchmarkEngine> StartAsync(StorePorts store, int capacity, ITransitionSink transitions, ITaskExecutor? executor = null, int shards = 64, ShardSettings? shard = null)
    {
        var observer = new StandardErrorObserver();
        var host = await EngineHost.StartAsync(
            new EngineOptions
            {
                NodeId = "bench",
                Shape = new("bench", shards),
                Address = "none",
                Worker = new WorkerSettings { Capacity = capacity },
                Shards = shard ?? new(),
                Retention = new(TimeSpan.FromDays(7), TimeSpan.FromDays(7), TimeSpan.FromDays(7)),
                Patience = TimeSpan.FromSeconds(30),
            },
            new EngineParts
            {
                Store = store,
                Executors = new ExecutorRegistry([executor ?? new NoopExecutor(TimeProvider.System)]),
                Transitions = transitions,
                Observer = observer,
                ClusterObserver = observer,
                Offload = Task.Run,
                Time = TimeProvider.System,
                Dispatcher = new ThreadPoolDispatcher(),
                Seed = (ulong)TimeProvider.System.GetTimestamp(),
            },
            CancellationToken.None);
        await host.Serving.AllServing;
        return new(host);
    }

    public void SetCapacity(int capacity) => _host.Worker.Tell(new WorkerMessage.SetCapacity(capacity));

    /// <summary>Stores tasks that do nothing, due now, in requests of a thousand.</summary>
    public async Task SubmitAsync(int count, DateTimeOffset? dueAt = null, Func<int, string>? queue = null)
    {
        for (var done = 0; done < count; done += 1_000)
        {
            var batch = Enumerable.Range(done, Math.Min(1_000, count - done)).Select(number => Noop(dueAt, queue?.Invoke(number))).ToArray();
            var results = await _host.Tasks.SubmitAsync(batch, CancellationToken.None);
            if (results.FirstOrDefault(result => result is not SubmitResult.Accepted) is { } refused)
                throw new InvalidOperationException($"a task was not accepted: {refused}");
        }
    }

    public NewTask Noop(DateTimeOffset? dueAt = null, string? queue = null)
    {
        var now = EngineClock.Now(TimeProvider.System);
        return new(new TaskSpec(TaskId.From(_ids.Next()), queue is null ? Template : Template with { Queue = queue }, dueAt ?? now, now), IdChosenByCaller: false);
    }

    private static TaskTemplate Template { get; } = new() { Executor = "noop" };

    public ValueTask DisposeAsync() => new(_host.StopAsync(TimeSpan.FromSeconds(5), CancellationToken.None));
}
