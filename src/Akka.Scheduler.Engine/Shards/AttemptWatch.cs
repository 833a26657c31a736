using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>What an owner knows of an open attempt beyond its record: nothing durable, and nothing that a later owner needs.</summary>
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

    /// <summary>How far it had come then.</summary>
    public double Fraction { get; set; }

    /// <summary>What it said of that.</summary>
    public string? Note { get; set; }
}
