namespace Akka.Scheduler.Cli.Commands.Dev.Cluster;

/// <summary>A node that serves.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Address">Where it serves HTTP.</param>
/// <param name="ProcessId">Its process.</param>
internal sealed record ServingNode(string Id, Uri Address, int ProcessId)
{
    /// <summary>The address without a path.</summary>
    public string Url => Address.GetLeftPart(UriPartial.Authority);
}
