using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;
using WorkDispatcher = Akka.Scheduler.Engine.Dispatch.Dispatcher;

namespace Akka.Scheduler.UnitTests.Engine.Dispatch;

/// <summary>A dispatcher on node <c>home</c>, with workers and shards that only listen.</summary>
internal sealed class DispatcherCase
{
    private readonly DeterministicDispatcher _simulation = new(1, DateTimeOffset.UnixEpoch);
    private readonly ActorRef<DispatcherMessage> _dispatcher;
    private readonly Dictionary<string, long> _stamps = [];
    private readonly Dictionary<int, ListRef<ShardMessage>> _shards = [];
    private readonly DispatchSettings _settings;

    public DispatcherCase(DispatchStrategy strategy = DispatchStrategy.LeastLoad)
    {
        _settings = new() { Strategy = strategy };
        var system = ActorSystem.Create("test", new() { Time = _simulation.Time, Dispatcher = _simulation, Seed = 1 });
        _dispatcher = system.Spawn(Props.Create(() => new WorkDispatcher(new("home", Guid.Empty), _settings, Board)), "dispatcher");
        _simulation.Advance(TimeSpan.FromSeconds(1));
    }

    public WorkerBoard Board { get; } = new();

    public Dictionary<string, ListRef<WorkerMessage>> Workers { get; } = [];

    public void Offer(string worker, int credits, double weight = 1, int running = 0, int capacity = 100, string[]? executors = null, string? zone = null)
    {
        var labels = new Dictionary<string, string>();
        if (zone is not null) labels["zone"] = zone;
        Offer(worker, credits, new WorkerProfile(weight, labels, executors ?? ["noop"]), running, capacity);
    }

    public void Advance(double seconds) => _simulation.Advance(TimeSpan.FromSeconds(seconds));

    public void Gone(params string[] left)
    {
        _dispatcher.Tell(new DispatcherMessage.WorkersChanged([.. left.Select(worker => new NodeIncarnation(worker, Guid.Empty))]));
        Advance(0);
    }

    public ReadyClass ClassOf(string name = "t", string executor = "noop", string? zone = null, string queue = "default")
    {
        var requires = new Dictionary<string, string>();
        if (zone is not null) requires["zone"] = zone;
        var template = new TaskTemplate { Executor = executor, Requires = requires, Queue = queue, Name = name };
        return ReadyClass.Of(new(new("id"), template, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch), _settings);
    }

    public void Demand(int shard, params (ReadyClass Class, int Count)[] ready) =>
        Demand(shard, [.. ready.Select(group => new ReadyGroup(group.Class, new(0, group.Count, 0, 0)))]);

    public void Demand(int shard, params ReadyGroup[] ready)
    {
        if (!_shards.TryGetValue(shard, out var place)) _shards.Add(shard, place = new($"shard-{shard}"));
        _dispatcher.Tell(new DispatcherMessage.Demand(shard, place, ready));
        Advance(0);
    }

    public IEnumerable<ShardMessage.Credits> Given(int shard) =>
        _shards.TryGetValue(shard, out var place) ? place.Told.OfType<ShardMessage.Credits>() : [];

    /// <summary>How many slots shards were given, by worker.</summary>
    public Dictionary<string, int> GivenBy() => _shards.Keys.SelectMany(Given)
        .GroupBy(credits => credits.Grant.Worker.NodeId).ToDictionary(group => group.Key, group => group.Sum(credits => credits.Grant.Count));

    private void Offer(string worker, int credits, WorkerProfile profile, int running, int capacity)
    {
        if (!Workers.TryGetValue(worker, out var place)) Workers.Add(worker, place = new(worker));
        var stamp = _stamps[worker] = _stamps.GetValueOrDefault(worker) + 1;
        _dispatcher.Tell(new DispatcherMessage.Offer(new(worker, Guid.Empty), place, stamp, credits, stamp, new(running, capacity), profile));
        Advance(0);
    }
}
