namespace Akka.Scheduler.Cluster.Sharding.Monitors;

/// <summary>The counters of all monitors of a node. Read by anybody.</summary>
public sealed class MonitorBoard
{
    /// <summary>One for each monitor, by the order of their work.</summary>
    public IReadOnlyList<MonitorCounters> All { get; } = [new("configure"), new("migrate"), new("collect"), new("term-entry")];

    internal MonitorCounters Of(string name) => All.First(counters => counters.Name == name);
}
