namespace Akka.Scheduler.Domain.Ids;

/// <summary>Names a worker: the node id of the process that runs attempts.</summary>
/// <param name="Value">The node id.</param>
public readonly record struct WorkerId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
