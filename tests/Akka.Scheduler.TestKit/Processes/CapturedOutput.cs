using System.Text;

namespace Akka.Scheduler.TestKit.Processes;

/// <summary>
/// What a process has printed so far, line by line, and a way to wait for a line. Written by the two reader callbacks of the process,
/// read by tests; every access holds the lock.
/// </summary>
public sealed class CapturedOutput
{
    private readonly Lock _lock = new();
    private readonly List<(bool Error, string Line)> _lines = [];
    private readonly List<Waiter> _waiters = [];
    private bool _ended;

    private sealed record Waiter(Func<string, bool> Matches, TaskCompletionSource<string?> Found);

    /// <summary>Everything on standard output.</summary>
    public string StandardOutput => Text(error => !error);

    /// <summary>Everything on standard error.</summary>
    public string StandardError => Text(error => error);

    /// <summary>Both streams, in the order of arrival.</summary>
    public string All => Text(_ => true);

    internal void Add(bool error, string line)
    {
        lock (_lock)
        {
            _lines.Add((error, line));
            foreach (var waiter in _waiters.Where(w => w.Matches(line)).ToArray())
            {
                _waiters.Remove(waiter);
                waiter.Found.SetResult(line);
            }
        }
    }

    internal void End()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var waiter in _waiters) waiter.Found.SetResult(null);
            _waiters.Clear();
        }
    }

    /// <summary>The first line, already there or still to come, that matches; null when the output ended without one.</summary>
    internal Task<string?> FindAsync(Func<string, bool> matches)
    {
        lock (_lock)
        {
            foreach (var (_, line) in _lines)
                if (matches(line))
                    return Task.FromResult<string?>(line);
            if (_ended) return Task.FromResult<string?>(null);
            var waiter = new Waiter(matches, new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiters.Add(waiter);
            return waiter.Found.Task;
        }
    }

    private string Text(Func<bool, bool> wanted)
    {
        lock (_lock)
        {
            var text = new StringBuilder();
            foreach (var (error, line) in _lines)
                if (wanted(error))
                    text.Append(line).Append('\n');
            return text.ToString();
        }
    }
}
