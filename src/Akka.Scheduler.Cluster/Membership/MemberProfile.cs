namespace Akka.Scheduler.Cluster.Membership;

/// <summary>What a node says of itself when it joins; the same for its whole life.</summary>
public sealed record MemberProfile
{
    /// <summary>The name of the role that owns shards.</summary>
    public const string SchedulerRole = "scheduler";

    /// <summary>The name of the role that runs attempts.</summary>
    public const string WorkerRole = "worker";

    /// <summary>The name of the role that serves HTTP.</summary>
    public const string GatewayRole = "gateway";

    /// <summary>Where other nodes reach it, <c>host:port</c>; empty when it listens to none.</summary>
    public required string Address { get; init; }

    /// <summary>Where people and programs reach it, <c>http://host:port</c>; empty when it serves none.</summary>
    public string Http { get; init; } = "";

    /// <summary>What it does: <see cref="SchedulerRole"/>, <see cref="WorkerRole"/>, <see cref="GatewayRole"/>. Default all.</summary>
    public IReadOnlyList<string> Roles { get; init; } = AllRoles;

    /// <summary>The version of its program, and of the node protocol that it speaks; while two are about, nothing is moved that need not be.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether it has this role.</summary>
    public bool Has(string role) => Roles.Contains(role);

    /// <summary>Same in all members, and in roles by their names and order.</summary>
    public bool Equals(MemberProfile? other) =>
        other is not null && (Address, Http, Version) == (other.Address, other.Http, other.Version) && Roles.SequenceEqual(other.Roles);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, Http, Version);

    private static IReadOnlyList<string> AllRoles { get; } = [SchedulerRole, WorkerRole, GatewayRole];
}
