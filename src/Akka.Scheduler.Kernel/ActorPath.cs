namespace Akka.Scheduler.Kernel;

/// <summary>Where an actor stands in its system, such as <c>/node-1/shards/17</c>. Names the place, not the incarnation in it.</summary>
/// <param name="Value">The whole path: starts with a slash, names parted by slashes.</param>
public readonly record struct ActorPath(string Value)
{
    /// <summary>The last part of the path.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The path of a child.</summary>
    /// <param name="name">Not empty, without a slash.</param>
    /// <exception cref="ArgumentException">The name is empty or holds a slash.</exception>
    public ActorPath Child(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"An actor's name holds no slash, but '{name}' does.", nameof(name));
        return new ActorPath($"{Value}/{name}");
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
