namespace Akka.Scheduler.TestKit;

/// <summary>
/// Phases that code under test, or a fake of it, reports by name, and that a test waits for in place of sleeping. A phase that was
/// reached before the wait counts. Reported and awaited from any thread.
/// </summary>
public sealed class PhaseSignals
{
    private readonly Lock _lock = new();
    private readonly List<Phase> _reached = [];
    private readonly List<Waiter> _waiters = [];

    private sealed record Waiter(Func<Phase, bool> Matches, TaskCompletionSource<Phase> Found);

    /// <summary>Everything reported so far, in order.</summary>
    public IReadOnlyList<Phase> Reached
    {
        get
        {
            lock (_lock) return [.. _reached];
        }
    }

    /// <summary>Says that an entity is in a phase now.</summary>
    public void Reach(string phase, string entity, string detail = "")
    {
        var reached = new Phase(phase, entity, detail);
        lock (_lock)
        {
            _reached.Add(reached);
            foreach (var waiter in _waiters.Where(w => w.Matches(reached)).ToArray())
            {
                _waiters.Remove(waiter);
                waiter.Found.SetResult(reached);
            }
        }
    }

    /// <summary>Waits until an entity has reached a phase for the given time.</summary>
    /// <param name="phase">The phase's name.</param>
    /// <param name="entity">Whose phase.</param>
    /// <param name="timeout">How long, on the real clock.</param>
    /// <param name="occurrence">Which report of it, counted from 1.</param>
    /// <exception cref="TimeoutException">It did not come; the message names what was expected and what was there.</exception>
    public async Task<Phase> AwaitAsync(string phase, string entity, TimeSpan timeout, int occurrence = 1)
    {
        var left = occurrence;
        var found = FindAsync(p => p.Name == phase && p.Entity == entity && --left == 0);
        try
        {
            return await found.WaitAsync(timeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"Expected phase '{phase}' of '{entity}' (occurrence {occurrence}) within {timeout}; {Describe(entity)}");
        }
    }

    private Task<Phase> FindAsync(Func<Phase, bool> matches)
    {
        lock (_lock)
        {
            foreach (var phase in _reached)
                if (matches(phase))
                    return Task.FromResult(phase);
            var waiter = new Waiter(matches, new TaskCompletionSource<Phase>(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiters.Add(waiter);
            return waiter.Found.Task;
        }
    }

    private string Describe(string entity)
    {
        var all = Reached;
        var own = all.Where(p => p.Entity == entity).ToArray();
        if (own.Length > 0) return "it reached: " + string.Join(", ", own.Select(p => p.Detail.Length > 0 ? $"{p.Name} ({p.Detail})" : p.Name));
        return all.Count > 0 ? "only others reported: " + string.Join(", ", all.Select(p => $"{p.Entity}: {p.Name}")) : "nothing was reported.";
    }
}

/// <summary>One report of a phase.</summary>
/// <param name="Name">The phase.</param>
/// <param name="Entity">Whose phase it is.</param>
/// <param name="Detail">What else is worth saying in a failed test's message.</param>
public sealed record Phase(string Name, string Entity, string Detail);
