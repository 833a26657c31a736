using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding.Monitors;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine;

/// <summary>How a node's engine is set up.</summary>
public sealed record EngineOptions
{
    /// <summary>The node's name; a restart under the same name replaces the former one at once.</summary>
    public required string NodeId { get; init; }

    /// <summary>What all nodes on the store agree on.</summary>
    public required ClusterShape Shape { get; init; }

    /// <summary>Its HTTP address, for others to see; empty when it serves none.</summary>
    public required string Address { get; init; }

    /// <summary>What it does. Default all.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [MemberProfile.SchedulerRole, MemberProfile.WorkerRole, MemberProfile.GatewayRole];

    /// <summary>The version of its program, for others to compare.</summary>
    public string Version { get; init; } = "";

    /// <summary>How often it looks at the cluster, give or take 30 %. Default 1 s.</summary>
    public TimeSpan ClusterPoll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The timing of the coordinator.</summary>
    public MonitorSettings Monitors { get; init; } = new();

    /// <summary>The timing of its lease.</summary>
    public LeaseSettings Lease { get; init; } = new();

    /// <summary>What bounds and paces its shards.</summary>
    public ShardSettings Shards { get; init; } = new();

    /// <summary>What bounds its worker.</summary>
    public WorkerSettings Worker { get; init; } = new();

    /// <summary>How workers are chosen.</summary>
    public DispatchSettings Dispatch { get; init; } = new();

    /// <summary>How long things are kept.</summary>
    public required RetentionLimits Retention { get; init; }

    /// <summary>How often what is past its time is dropped. Default 10 min.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the inboxes are looked at without a hint. Default 1 s.</summary>
    public TimeSpan InboxPoll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a request waits for what it asked to be durable. Default 5 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many pieces of output wait for the store before the oldest are dropped. Default 50,000.</summary>
    public int LogBacklog { get; init; } = 50_000;
}
