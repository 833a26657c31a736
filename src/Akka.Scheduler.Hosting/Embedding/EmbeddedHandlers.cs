using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Handlers;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Scheduler.Hosting.Embedding;

/// <summary>The handlers of an application, from what it registered until the node starts; then the executors that they and the built-in ones make up.</summary>
internal sealed class EmbeddedHandlers(
    IEnumerable<TaskHandlerRegistration> registered,
    IEnumerable<TaskHandlerProblem> found,
    IReadOnlyList<ITaskExecutor> builtIn,
    IServiceScopeFactory scopes,
    HandlerOptions options,
    IHandlerHost host)
{
    private readonly List<TaskHandlerRegistration> _registrations = [.. registered];
    private readonly Lock _gate = new();
    private Bound? _bound;

    /// <summary>All handlers.</summary>
    public IReadOnlyList<TaskHandlerRegistration> Registrations => _registrations;

    /// <summary>What is wrong with them.</summary>
    public IReadOnlyList<TaskHandlerProblem> Problems => Bind().Problems;

    /// <summary>The executors: those handlers that can be called, and the built-in ones.</summary>
    public ExecutorRegistry Registry => Bind().Registry;

    /// <summary>How payloads are read and results written.</summary>
    public HandlerOptions Options => options;

    /// <summary>Takes one more handler.</summary>
    /// <exception cref="InvalidOperationException">The node has started, and told the others what it can run.</exception>
    public void Add(TaskHandlerRegistration registration)
    {
        lock (_gate)
        {
            if (_bound is not null) throw new InvalidOperationException($"The handler '{registration.Name}' comes too late: map tasks before the application starts.");
            _registrations.Add(registration);
        }
    }

    /// <summary>The name that tasks call a handler's class by.</summary>
    /// <exception cref="InvalidOperationException">It has none, or several.</exception>
    public string NameOf(Type handler)
    {
        string[] names = [.. _registrations.Where(each => each.Class == handler).Select(each => each.Name)];
        if (names.Length == 1) return names[0];
        if (names.Length > 1) throw new InvalidOperationException($"{handler.Name} is registered as {string.Join(" and ", names)}: submit by the name.");
        return Attribute.GetCustomAttribute(handler, typeof(TaskAttribute), inherit: false) is TaskAttribute task
            ? task.Name
            : throw new InvalidOperationException($"{handler.Name} has no [Task] attribute, and this application does not register it as a handler.");
    }

    private Bound Bind()
    {
        lock (_gate)
        {
            if (_bound is not null) return _bound;
            var executors = builtIn.ToDictionary(executor => executor.Name, StringComparer.Ordinal);
            var problems = found.ToList();
            foreach (var named in _registrations.GroupBy(registration => registration.Name, StringComparer.Ordinal))
            {
                if (executors.ContainsKey(named.Key)) problems.Add(new(named.First().Source, $"the name '{named.Key}' belongs to a built-in executor; choose another"));
                else if (named.Count() > 1) problems.Add(new(string.Join(", ", named.Select(each => each.Source)), $"they have the same name '{named.Key}'; each needs its own"));
                foreach (var registration in named) Make(registration, executors, problems);
            }

            return _bound = new(new(executors.Values), problems);
        }
    }

    private void Make(TaskHandlerRegistration registration, Dictionary<string, ITaskExecutor> executors, List<TaskHandlerProblem> problems)
    {
        try
        {
            executors.TryAdd(registration.Name, new HandlerExecutor(registration, scopes, options, host));
        }
        catch (TaskHandlersException refusal)
        {
            problems.AddRange(refusal.Problems);
        }
    }

    private sealed record Bound(ExecutorRegistry Registry, IReadOnlyList<TaskHandlerProblem> Problems);
}
