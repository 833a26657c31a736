namespace Akka.Scheduler.Client.Wire;

/// <summary>The answer of <c>GET /cluster</c>: who is in it and who leads.</summary>
public sealed record ClusterView
{
    /// <summary>The nodes.</summary>
    public required IReadOnlyList<NodeView> Nodes { get; init; }

    /// <summary>Where the scheduler singleton is; null while nobody holds it.</summary>
    public SingletonView? Singleton { get; init; }

    /// <summary>The number of the shard map in force.</summary>
    public required long ShardMapVersion { get; init; }

    /// <summary>How many shards there are, without the singleton.</summary>
    public int Shards { get; init; }

    /// <summary>How many of them nobody owns now.</summary>
    public int FreeShards { get; init; }

    /// <summary>The shards that are on their way: the map means them for another node than the one that has them. Null from an older node.</summary>
    public IReadOnlyList<ShardMoveView>? Moving { get; init; }
}

/// <summary>A shard on its way.</summary>
public sealed record ShardMoveView
{
    /// <summary>Its number, from 0.</summary>
    public required int Shard { get; init; }

    /// <summary>Who owns it now; null while nobody does.</summary>
    public string? From { get; init; }

    /// <summary>Who is to have it.</summary>
    public required string To { get; init; }
}

/// <summary>One node of the cluster.</summary>
public sealed record NodeView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Which life of that id it is.</summary>
    public required string Incarnation { get; init; }

    /// <summary><c>joining</c>, <c>up</c>, <c>draining</c>, <c>left</c> or <c>dead</c>.</summary>
    public required string State { get; init; }

    /// <summary>Its roles: <c>scheduler</c>, <c>worker</c>, <c>gateway</c>.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Where other nodes reach it, <c>host:port</c>; where it listens to none, its HTTP interface.</summary>
    public string? Address { get; init; }

    /// <summary>Where its HTTP interface is; null when it serves none.</summary>
    public string? Http { get; init; }

    /// <summary>The version of its program, and behind <c>+protocol.</c> that of the protocol that it speaks with other nodes.</summary>
    public string? Version { get; init; }

    /// <summary>How long it has given no sign of life, in milliseconds, as the node that answers saw it; null for one that left or is dead.</summary>
    public double? SilentMs { get; init; }

    /// <summary>Whether that is longer than a missed renewal explains: it will be declared dead unless it shows up.</summary>
    public bool Suspect { get; init; }

    /// <summary>How many shards it owns.</summary>
    public int Shards { get; init; }

    /// <summary>How many the shard map means for it.</summary>
    public int TargetShards { get; init; }
}

/// <summary>Where the scheduler singleton is.</summary>
public sealed record SingletonView
{
    /// <summary>The node that holds it; null while nobody does.</summary>
    public string? NodeId { get; init; }

    /// <summary>How many times it has changed hands.</summary>
    public required long Epoch { get; init; }
}

/// <summary>One shard.</summary>
public sealed record ShardView
{
    /// <summary>Its number, from 0.</summary>
    public required int Shard { get; init; }

    /// <summary>Its owner; null while nobody owns it.</summary>
    public string? NodeId { get; init; }

    /// <summary>How many times it has changed hands.</summary>
    public required long Epoch { get; init; }

    /// <summary>Who is to have it by the shard map; null while there is none, or that node lives no more.</summary>
    public string? TargetNodeId { get; init; }

    /// <summary><c>pulling</c> (taken, and loading), <c>serving</c>, <c>draining</c> (about to be handed over), <c>free</c>, or <c>unknown</c>: its
    /// owner did not say.</summary>
    public required string State { get; init; }

    /// <summary>Tasks it holds that have not finished.</summary>
    public long Live { get; init; }

    /// <summary>Of these, how many are ready.</summary>
    public long Queued { get; init; }

    /// <summary>Of these, how many run.</summary>
    public long Running { get; init; }
}
