using System.Collections.Frozen;

namespace Akka.Scheduler.Engine.Executors;

/// <summary>The executors of a node, by name.</summary>
public sealed class ExecutorRegistry
{
    private readonly FrozenDictionary<string, ITaskExecutor> _byName;

    /// <summary>Makes a registry.</summary>
    /// <param name="executors">The executors.</param>
    /// <exception cref="ArgumentException">Two of them have the same name.</exception>
    public ExecutorRegistry(IEnumerable<ITaskExecutor> executors)
    {
        var all = executors.ToArray();
        var twice = all.GroupBy(executor => executor.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new ArgumentException($"two executors are named '{twice.Key}'", nameof(executors));
        _byName = all.ToFrozenDictionary(executor => executor.Name, StringComparer.Ordinal);
    }

    /// <summary>The executor of this name, or <see langword="null"/>.</summary>
    public ITaskExecutor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>All names, in order.</summary>
    public IReadOnlyList<string> Names => [.. _byName.Keys.Order(StringComparer.Ordinal)];
}
