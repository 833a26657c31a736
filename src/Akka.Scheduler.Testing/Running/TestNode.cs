using System.Runtime.ExceptionServices;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.Testing.Running;

/// <summary>A simulated node, its application, and the thread that both run on.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(5);

    // Before a test's time begins, so that it begins when the test says.
    private static readonly TimeSpan StartUp = TimeSpan.FromHours(1);
    private readonly SimulationThread _thread = new();
    private readonly RunningAttempts _attempts = new();
    private readonly TestSchedulerOptions _options;
    private SimulatedNode _node = null!;
    private TestRun _run = null!;

    private TestNode(TestSchedulerOptions options) => _options = options;

    public TestApplication Application { get; private set; } = null!;

    /// <summary>The store, as tests read it.</summary>
    public StorePorts Store { get; private set; } = null!;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _node.Simulation.Time;

    public static async Task<TestNode> StartAsync(TestSchedulerOptions options)
    {
        var test = new TestNode(options);
        try
        {
            await test._thread.RunAsync(test.Begin);
            return test;
        }
        catch
        {
            await test.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a task lives.</summary>
    public int ShardOf(TaskId task) => ShardHash.Of(task.Value, _node.Options.Shape.Shards);

    /// <summary>Moves the clock.</summary>
    public Task Do(Action<TestRun> work) => _thread.RunAsync(() =>
    {
        work(_run);
        return true;
    });

    /// <summary>Moves the clock until something holds.</summary>
    public Task Until(Func<EngineHost, Task<bool>> holds, TimeSpan limit) => Do(run => run.Until(() => Await(holds), limit));

    /// <summary>Asks the node something, and lets its answer be durable.</summary>
    public Task<T> Ask<T>(Func<EngineHost, Task<T>> call) => _thread.RunAsync(() => Await(call));

    public async ValueTask DisposeAsync()
    {
        await _thread.RunAsync(() =>
        {
            if (_node is { IsUp: true }) _node.Kill();
            return true;
        });
        _thread.Dispose();
        if (Application is not null) await Application.DisposeAsync();
    }

    private bool Begin()
    {
        var world = new SimulatedWorld(_options.Seed, _options.Start - StartUp);
        _node = new(world, "test-node");
        _node.Options = Unhurried(_node.Options);
        Store = world.Store.Connect("test");
        var way = new TestWay(_thread, world.Simulation, _attempts, _node.Options.Shape.Shards, () => _node.Host, () => Store);
        _node.Executors = life => (Application ??= new(_options, way, life)).Registry;
        _run = new(world.Simulation, _thread, _attempts, _options.RealAwaitLimit, () => Await(_ => Store.Tasks.CountAsync(Time.GetUtcNow(), CancellationToken.None)));
        _thread.AfterPosts(() => world.Simulation.RunUntilIdle());
        _node.StartServing();
        world.Simulation.Advance(_options.Start - Time.GetUtcNow());
        Application.Schedules.Checked();
        return Await(Application.PutSchedulesAsync);
    }

    // Nobody dies here and nobody joins, so what looks after that need not look often: a day of virtual time is some thousand turns and not a million.
    private static EngineOptions Unhurried(EngineOptions options) => options with
    {
        ClusterPoll = TimeSpan.FromSeconds(30),
        InboxPoll = TimeSpan.FromMinutes(1),
        RetentionInterval = TimeSpan.FromHours(6),
        Lease = new() { Ttl = TimeSpan.FromHours(3), RenewInterval = TimeSpan.FromHours(1), Margin = TimeSpan.FromMinutes(1) },
        Monitors = new()
        {
            ConfigureInterval = TimeSpan.FromHours(1),
            RebalanceInterval = TimeSpan.FromHours(1),
            MigrateInterval = TimeSpan.FromHours(1),
            CollectInterval = TimeSpan.FromHours(1),
            TermInterval = TimeSpan.FromHours(1),
        },
    };

    private T Await<T>(Func<EngineHost, Task<T>> call)
    {
        var answer = _node.Ask(call);
        if (!_node.Simulation.RunUntil(() => answer.IsCompleted, AnswerLimit)) throw new TimeoutException($"no answer in {AnswerLimit} of virtual time");
        if (answer.Exception is { } fault) ExceptionDispatchInfo.Throw(fault.InnerExceptions[0]);
        return answer.Result;
    }
}
