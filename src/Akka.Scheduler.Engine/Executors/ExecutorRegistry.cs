using System.Collections.Frozen;

namespace Akka.Scheduler.Engine.Executors;

/// <summary>The executors of a node, by name.</summary>
/// <remarks>Whoever makes it frees it, once nothing runs any more that was begun with it.</remarks>
public sealed class ExecutorRegistry : IAsyncDisposable
{
    private readonly FrozenDictionary<string, ITaskExecutor> _byName;
    private int _freed;

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

    /// <summary>Frees what executors hold, such as connections. One that fails does not keep the others from it.</summary>
    /// <exception cref="AggregateException">Some failed.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _freed, 1) != 0) return;
        List<Exception>? faults = null;
        foreach (var executor in _byName.Values)
        {
            try
            {
                if (executor is IAsyncDisposable later) await later.DisposeAsync();
                else if (executor is IDisposable now) now.Dispose();
            }
            catch (Exception fault)
            {
                (faults ??= []).Add(fault);
            }
        }

        if (faults is not null) throw new AggregateException("executors could not be freed", faults);
    }
}
