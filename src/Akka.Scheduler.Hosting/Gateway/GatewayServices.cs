using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Embedding;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Runtime;
using Akka.Scheduler.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>What every endpoint works with.</summary>
internal sealed class GatewayServices
{
    private readonly SchedulerRuntime _runtime;
    private readonly GuidV7Source _ids;
    private readonly Lock _making = new();

    // Made when the first request comes: until the application starts, handlers may be added.
    private readonly Lazy<TaskCheck> _taskCheck;
    private readonly Lazy<ScheduleCheck> _scheduleCheck;

    public GatewayServices(SchedulerRuntime runtime, IHostApplicationLifetime lifetime)
    {
        _runtime = runtime;
        Stopping = lifetime.ApplicationStopping;
        Counts = new(runtime);
        _ids = new(runtime.Time, BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(ulong))));
        var templates = new Lazy<TemplateCheck>(() => new(runtime.Executors, IsKnownElsewhere, runtime.Options.Limits, runtime.Options.Scheduling.DefaultTimeout));
        _taskCheck = new(() => new(templates.Value, runtime.Options.Limits, runtime.Time));
        _scheduleCheck = new(() => new(templates.Value, runtime.Options.Scheduling.CatchUpWindow, runtime.Time));
        Door = new()
        {
            Tasks = () => Tasks,
            Schedules = () => Schedules,
            Store = () => Store,
            Check = () => TaskCheck,
            ScheduleCheck = () => ScheduleCheck,
            NewId = NewTaskId,
            WhenFinished = runtime.Hub.WhenFinished,
            Serves = shard => runtime.Engine.Serving.Serves(shard),
            Stopping = Stopping,
            MaxBatch = runtime.Options.Limits.MaxBatch,
            Shards = runtime.Options.Cluster.Shards,
            Time = runtime.Time,
        };
    }

    // A payload for an executor that only other nodes have is checked by nobody before it runs.
    private bool IsKnownElsewhere(string executor) =>
        _runtime.IsStarted && _runtime.Engine.Workers.Workers.Any(worker => worker.Profile.Executors.Contains(executor));

    public SchedulerRuntime Runtime => _runtime;

    /// <summary>What the application itself submits by.</summary>
    public SchedulerDoor Door { get; }

    /// <summary>How many tasks there are.</summary>
    public TaskCounts Counts { get; }

    public TaskCheck TaskCheck => _taskCheck.Value;

    public ScheduleCheck ScheduleCheck => _scheduleCheck.Value;

    public ITaskGate Tasks => _runtime.Engine.Tasks;

    public IScheduleGate Schedules => _runtime.Engine.Schedules;

    public StorePorts Store => _runtime.Store;

    public DateTimeOffset Now => EngineClock.Now(_runtime.Time);

    public int ShardOf(TaskId task) => ShardHash.Of(task.Value, _runtime.Options.Cluster.Shards);

    /// <summary>The process stops: whatever waits or streams ends now, so that it does not hold the stop up.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Lets a request that streams end with the node as well as with its caller.</summary>
    public CancellationTokenSource EndWithNode(HttpContext context)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, Stopping);
        context.RequestAborted = ended.Token;
        return ended;
    }

    /// <summary>An id that nothing else has.</summary>
    public TaskId NewTaskId()
    {
        lock (_making) return TaskId.From(_ids.Next());
    }
}
