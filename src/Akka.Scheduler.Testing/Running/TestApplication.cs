using System.Diagnostics.CodeAnalysis;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Executors.Noop;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Embedding;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Telemetry;
using Akka.Scheduler.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Akka.Scheduler.Testing.Running;

/// <summary>What <c>AddScheduler</c> makes of an application's registrations, over a simulated node in the place of a real one.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly TestWay _way;

    [SuppressMessage("Reliability", "CA2000", Justification = "The provider owns what it makes.")]
    public TestApplication(TestSchedulerOptions options, TestWay way, DeterministicGroup life)
    {
        _way = way;
        var attempts = way.Attempts;
        var context = new HandlerContext(way.Thread, life);
        var clock = new HandlerTime(life.Time, attempts, way.Thread);
        options.Services.AddLogging();
        options.Services.RemoveAll<TimeProvider>();
        options.Services.AddSingleton<TimeProvider>(clock);
        options.Services.RemoveAll<ITaskScheduler>();
        options.Services.AddSingleton<ITaskScheduler>(_ => new TestTaskScheduler(Scheduler!, way));
        _provider = options.Services.BuildServiceProvider(validateScopes: true);

        ITaskExecutor[] builtIn = [new NoopExecutor(life.Time), .. options.Fakes.Select(fake => fake.On(life.Time))];
        Handlers = new(
            _provider.GetServices<TaskHandlerRegistration>(),
            _provider.GetServices<TaskHandlerProblem>(),
            builtIn,
            _provider.GetRequiredService<IServiceScopeFactory>(),
            _provider.GetService<HandlerOptions>() ?? new(),
            context);
        var (limits, scheduling) = (new LimitsSection(), new SchedulingSection());
        var templates = new TemplateCheck(Handlers.Registry, static _ => false, limits, scheduling.DefaultTimeout);
        ScheduleCheck = new(templates, scheduling.CatchUpWindow, life.Time);
        Schedules = new(Handlers, ScheduleCheck);
        var (tasks, ids) = (new TaskCheck(templates, limits, life.Time), new GuidV7Source(life.Time, Seed.Mix(options.Seed)));
        Scheduler = new(
            new()
            {
                Tasks = () => way.Engine.Tasks,
                Schedules = () => way.Engine.Schedules,
                Store = () => way.Store,
                Check = () => tasks,
                ScheduleCheck = () => ScheduleCheck,
                NewId = () => TaskId.From(ids.Next()),

                // Nobody tells: whoever waits looks into the store.
                WhenFinished = new FinishedWaiters().Wait,
                Serves = static _ => true,
                Stopping = CancellationToken.None,
                MaxBatch = limits.MaxBatch,
                Shards = way.Shards,
                Time = life.Time,
            },
            Handlers);
        var own = builtIn.Select(executor => executor.Name).ToHashSet(StringComparer.Ordinal);
        Registry = new(Handlers.Registry.Names
            .Select(name => Handlers.Registry.Find(name)!)
            .Select(executor => own.Contains(executor.Name) ? executor : new WatchedExecutor(executor, context, attempts)));
    }

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => _provider;

    /// <summary>Submits on the simulation's thread.</summary>
    public InProcessScheduler Scheduler { get; }

    public EmbeddedHandlers Handlers { get; }

    public HandlerSchedules Schedules { get; }

    public ScheduleCheck ScheduleCheck { get; }

    /// <summary>What the node can run.</summary>
    public ExecutorRegistry Registry { get; }

    /// <summary>Stores the schedules that stand beside handlers.</summary>
    public async Task<bool> PutSchedulesAsync(EngineHost engine)
    {
        await Schedules.PutAllAsync(
            engine.Schedules,
            _way.Store.Schedules,
            static (schedule, why) => throw new InvalidOperationException($"The schedule '{schedule}' could not be stored: {why}"),
            CancellationToken.None);
        return true;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}

/// <summary>The way from an application to its simulated node.</summary>
/// <param name="Thread">What the node runs on.</param>
/// <param name="Simulation">Its clock, and the order of its turns.</param>
/// <param name="Attempts">The attempts of handlers.</param>
/// <param name="Shards">How many shards there are.</param>
/// <param name="Host">The node's engine, once it runs.</param>
/// <param name="Open">The store, as tests read it.</param>
internal sealed record TestWay(
    SimulationThread Thread, DeterministicDispatcher Simulation, RunningAttempts Attempts, int Shards, Func<EngineHost> Host, Func<StorePorts> Open)
{
    public EngineHost Engine => Host();

    public StorePorts Store => Open();
}
