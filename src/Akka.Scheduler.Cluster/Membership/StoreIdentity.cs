namespace Akka.Scheduler.Cluster.Membership;

/// <summary>Which history of which database a store's answers come from.</summary>
/// <remarks>
/// <para>A replica that takes over begins a new timeline, and may lack the last commits of the old one. What a node remembers is then not what
/// the store holds, and an epoch may be given a second time: it must load everything anew.</para>
/// <para>It makes no lost commit come back. That no acknowledged task is lost holds over a fail-over only with synchronous replication.</para>
/// </remarks>
/// <param name="System">What tells one database system from another; absent where there is only one, as with a file.</param>
/// <param name="Timeline">Which history of it; rises with every fail-over.</param>
public readonly record struct StoreIdentity(string? System, int Timeline);
