namespace Akka.Scheduler.Executors.Handlers;

/// <summary>
/// Names a handler, so that it is found in its assembly: a class that implements one of the handler interfaces, or any method, whose parameters
/// are then its input, services of the attempt's scope, the <see cref="TaskContext"/> and the cancellation token, in any order.
/// </summary>
/// <param name="name">What tasks call it by: lower case letters, digits and <c>-</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TaskAttribute(string name) : Attribute
{
    /// <summary>What tasks call it by.</summary>
    public string Name => name;
}
