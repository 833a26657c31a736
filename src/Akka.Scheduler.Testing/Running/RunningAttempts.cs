using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Testing.Running;

/// <summary>The attempts of handlers that run now, and what each of them waits for: the clock or the scheduler, or something that neither completes.</summary>
internal sealed class RunningAttempts
{
    private readonly HashSet<Running> _running = [];
    private readonly AsyncLocal<Running?> _current = new();
    private readonly Lock _gate = new();

    /// <summary>Those that await something which the simulation does not complete.</summary>
    public IReadOnlyList<string> Elsewhere
    {
        get
        {
            lock (_gate) return [.. _running.Where(each => each.Waits == 0).Select(each => each.Name).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The code that follows, and what it begins, belongs to an attempt until it is <see cref="End">ended</see>.</summary>
    public Running Begin(string handler, AttemptContext attempt)
    {
        var running = new Running($"{handler}, task {attempt.Task}, attempt {attempt.Number}");
        lock (_gate) _running.Add(running);
        _current.Value = running;
        return running;
    }

    public void End(Running attempt)
    {
        lock (_gate) _running.Remove(attempt);
    }

    /// <summary>The attempt that this code belongs to.</summary>
    public Running? Current => _current.Value;

    /// <summary>Counts one more thing, or one less, that an attempt waits for and the simulation completes.</summary>
    public void Waits(Running? attempt, int change)
    {
        if (attempt is null || change == 0) return;
        lock (_gate) attempt.Waits += change;
    }

    internal sealed class Running(string name)
    {
        public string Name => name;

        public int Waits { get; set; }
    }
}
