using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>What an owner knows of an open attempt beyond its record: nothing durable, and nothing that a later owner does not hear again.</summary>
/// <param name="look">The look at the cluster that was the latest when the attempt was begun or found.</param>
internal sealed class AttemptWatch(long look)
{
    public long Look => look;

    /// <summary>The incarnation that it was begun on, or that said that it runs there; absent for one that was found, until then.</summary>
    public NodeIncarnation? On { get; set; }

    /// <summary>Whether its worker said that it runs.</summary>
    public bool HasRun { get; set; }

    /// <summary>When it was begun, heard of, or asked after, by the monotonic clock; absent for one that was found and not asked after yet.</summary>
    public long? Touched { get; set; }

    /// <summary>When its worker said so last, by this owner's wall clock.</summary>
    public DateTimeOffset? HeardAt { get; set; }

    /// <summary>How far it had come then, if it says.</summary>
    public AttemptProgress.Mark? Progress { get; set; }
}
