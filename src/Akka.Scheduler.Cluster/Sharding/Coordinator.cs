using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding.Monitors;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>The shard coordinator: four loops that see to it that every shard is somewhere, and where it is meant to be.</summary>
/// <remarks>One stands on every node that may own shards, and works only where the singleton is: its term is the leader's proof in the store.</remarks>
public sealed class Coordinator(CoordinatorSettings settings) : Actor<MonitorMessage>
{
    private static readonly TimeSpan RemindEvery = TimeSpan.FromSeconds(5);

    private readonly List<ActorRef<MonitorMessage>> _loops = [];
    private MonitorMessage.Lead? _lead;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        foreach (var monitor in Monitors())
        {
            var counters = settings.Counters.Of(monitor.Name);
            var loop = Props.Create(() => new MonitorLoop(monitor, settings.Board, counters, settings.Observer, settings.Monitors.PassLimit));
            _loops.Add(Context.Spawn(loop, monitor.Name));
        }

        Context.Timers.StartPeriodic("remind", MonitorMessage.Run.Instance, RemindEvery);
    }

    /// <inheritdoc/>
    protected override void Receive(MonitorMessage message)
    {
        switch (message)
        {
            case MonitorMessage.Lead lead: Tell(_lead = lead); break;
            case MonitorMessage.Follow follow: Follow(follow); break;
            // A loop that was restarted has forgotten that it leads.
            case MonitorMessage.Run when _lead is not null: Tell(_lead); break;
            default: break;
        }
    }

    private void Follow(MonitorMessage.Follow follow)
    {
        if (_lead?.Term == follow.Term) _lead = null;
        Tell(follow);
    }

    private void Tell(MonitorMessage message)
    {
        foreach (var loop in _loops) loop.Tell(message);
    }

    private IEnumerable<IClusterMonitor> Monitors() =>
    [
        new ConfigureMonitor(settings.Ownership, settings.Monitors, settings.Observer, Context.Time),
        new MigrateMonitor(settings.Regions, settings.Monitors, Context.Time),
        new CollectMonitor(settings.Regions, settings.Monitors),
        new TermMonitor(settings.Regions, settings.Monitors, Context.Time),
    ];
}

/// <summary>What a coordinator works with.</summary>
public sealed record CoordinatorSettings
{
    /// <summary>Where the map is published.</summary>
    public required IShardOwnership Ownership { get; init; }

    /// <summary>The regions of all nodes.</summary>
    public required IRegions Regions { get; init; }

    /// <summary>What this node saw last.</summary>
    public required ClusterBoard Board { get; init; }

    /// <summary>Hears what the monitors do.</summary>
    public required IClusterObserver Observer { get; init; }

    /// <summary>Counts what they do.</summary>
    public required MonitorBoard Counters { get; init; }

    /// <summary>The timing.</summary>
    public MonitorSettings Monitors { get; init; } = new();
}
