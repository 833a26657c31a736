using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Logs;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.UnitTests.Engine.Workers;

/// <summary>A worker of four slots, with dispatchers and shard owners that only listen.</summary>
internal sealed class WorkerCase
{
    private readonly DeterministicDispatcher _simulation = new(1, DateTimeOffset.UnixEpoch);
    private int _attempts;

    public WorkerCase(bool trusted = true)
    {
        Lease = new(_simulation.Time);
        if (trusted) Trust();
        var system = ActorSystem.Create("test", new() { Time = _simulation.Time, Dispatcher = _simulation, Seed = 1 });
        var services = new WorkerServices
        {
            Node = new("w", Guid.Empty),
            Dispatchers = [new(new("d", Guid.Empty), Dispatcher)],
            Lease = Lease,
            Owners = Owners,
            Store = new SimulatedStore(_simulation.Time, 1).Connect("w").Shards,
            Logs = new ListRef<LogMessage>("logs"),
            Executors = new ExecutorRegistry([Executor.For(_simulation.Time)]),
            Offload = static work => work(),
        };
        Ref = system.Spawn(Props.Create(() => new Worker(new("w"), new() { Capacity = 4 }, services)), "worker");
        Advance(0);
    }

    public ActorRef<WorkerMessage> Ref { get; }

    public Lease Lease { get; }

    public ScriptedExecutor Executor { get; } = new();

    public ShardDirectory<ShardMessage> Owners { get; } = new(1);

    public ListRef<DispatcherMessage> Dispatcher { get; } = new("dispatcher");

    public ListRef<ShardMessage> Owner { get; } = new("owner");

    public DispatcherMessage.Offer LastOffer => Dispatcher.Told.OfType<DispatcherMessage.Offer>().Last();

    public IEnumerable<AttemptOutcome> Ends => Owner.Told.OfType<ShardMessage.AttemptEnded>().Select(ended => ended.Outcome);

    public void Trust() => Lease.Extend(Lease.Ask(), TimeSpan.FromSeconds(1_000));

    public void Distrust() => Lease.Extend(Lease.Ask(), TimeSpan.Zero);

    public void Advance(double seconds) => _simulation.Advance(TimeSpan.FromSeconds(seconds));

    public void Tell(params WorkerMessage[] messages)
    {
        foreach (var message in messages) Ref.Tell(message);
        Advance(0);
    }

    public WorkerMessage.Run Run(long? stamp = null, DeliveryGuarantee delivery = DeliveryGuarantee.AtLeastOnce)
    {
        var now = _simulation.Time.GetUtcNow();
        var template = new TaskTemplate { Executor = "script", Delivery = delivery };
        var attempt = new OpenAttempt(new(new Guid(++_attempts, 0, 0, new byte[8])), new("w"), now, now.AddMinutes(5), 1);
        var task = new TaskSnapshot
        {
            Spec = new(new($"t-{_attempts}"), template, now, now),
            State = TaskState.Running,
            Version = 2,
            NextStartAt = now,
            Attempt = 1,
            Open = attempt,
        };
        return new(task, stamp ?? LastOffer.Stamp, Owner);
    }
}
