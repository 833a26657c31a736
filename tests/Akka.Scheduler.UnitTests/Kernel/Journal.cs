namespace Akka.Scheduler.UnitTests.Kernel;

/// <summary>What happened, in order, from any thread; and a task for what is still to happen.</summary>
internal sealed class Journal
{
    private readonly Lock _gate = new();
    private readonly List<string> _entries = [];
    private readonly List<(string Entry, int Times, TaskCompletionSource Done)> _waiting = [];

    internal string[] Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    internal void Add(string entry)
    {
        TaskCompletionSource[] done;
        lock (_gate)
        {
            _entries.Add(entry);
            var times = _entries.Count(other => other == entry);
            done = [.. _waiting.Where(wait => wait.Entry == entry && wait.Times == times).Select(wait => wait.Done)];
        }

        foreach (var one in done)
            one.TrySetResult();
    }

    internal int Count(string entry) => Entries.Count(other => other == entry);

    internal Task Has(string entry, int times)
    {
        lock (_gate)
        {
            if (_entries.Count(other => other == entry) >= times)
                return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((entry, times, done));
            return done.Task;
        }
    }

    public override string ToString() => $"[{string.Join(", ", Entries.TakeLast(20))}]";
}
