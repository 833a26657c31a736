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

    /// <summary>Where other nodes reach it.</summary>
    public string? Address { get; init; }
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

    /// <summary><c>serving</c>, <c>draining</c>, <c>pulling</c> or <c>collecting</c>.</summary>
    public required string State { get; init; }

    /// <summary>Tasks it holds that have not finished.</summary>
    public long Live { get; init; }

    /// <summary>Of these, how many are ready.</summary>
    public long Queued { get; init; }

    /// <summary>Of these, how many run.</summary>
    public long Running { get; init; }
}
