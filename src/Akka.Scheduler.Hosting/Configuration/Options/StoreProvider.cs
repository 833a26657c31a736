namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>Where tasks are kept.</summary>
public enum StoreProvider
{
    /// <summary>A file beside the process: one node, nothing to operate. The default.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server: any number of nodes.</summary>
    PostgreSql,
}
