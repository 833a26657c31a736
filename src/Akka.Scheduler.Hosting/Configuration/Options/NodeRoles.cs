namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>What a node does in the cluster.</summary>
[Flags]
public enum NodeRoles
{
    /// <summary>Nothing; refused in a configuration.</summary>
    None = 0,

    /// <summary>Owns shards, and may host the singleton.</summary>
    Scheduler = 1,

    /// <summary>Runs attempts.</summary>
    Worker = 2,

    /// <summary>Serves the HTTP API.</summary>
    Gateway = 4,

    /// <summary>All of them: the default.</summary>
    All = Scheduler | Worker | Gateway,
}
