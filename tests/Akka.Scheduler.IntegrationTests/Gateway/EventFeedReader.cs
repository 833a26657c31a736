using System.Text.Json;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Reads a node's <c>GET /events</c> in the background, and remembers the steps of every task.</summary>
internal sealed class EventFeedReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<string>> _steps = [];
    private readonly HttpResponseMessage _response;
    private readonly Task _reading;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EventFeedReader(HttpResponseMessage response)
    {
        _response = response;
        _reading = ReadAsync();
    }

    public static async Task<EventFeedReader> OpenAsync(ServedNode node, string query = "") =>
        new(await node.Http.GetAsync($"events{query}", HttpCompletionOption.ResponseHeadersRead));

    /// <summary>The types of all steps of a task, once one of this type was seen.</summary>
    public async Task<IReadOnlyList<string>> StepsUntilAsync(string task, string type, TimeSpan patience)
    {
        if (await UntilAsync(task, steps => steps.Contains(type), patience) is { } steps) return steps;
        throw new TimeoutException($"no step '{type}' of task '{task}' was seen in {patience}");
    }

    /// <summary>Whether a step of a task is seen in time.</summary>
    public async Task<bool> HasSeenAsync(string task, TimeSpan patience) => await UntilAsync(task, static _ => true, patience) is not null;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _reading;
        _response.Dispose();
        _ended.Dispose();
    }

    private async Task<IReadOnlyList<string>?> UntilAsync(string task, Predicate<List<string>> enough, TimeSpan patience)
    {
        using var late = new CancellationTokenSource(patience);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_steps.TryGetValue(task, out var steps) && enough(steps)) return [.. steps];
                more = _more.Task;
            }

            await Task.WhenAny(more, Task.Delay(Timeout.Infinite, late.Token));
            if (late.IsCancellationRequested) return null;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync(_ended.Token));
            while (await reader.ReadLineAsync(_ended.Token) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal)) Take(JsonElement.Parse(line.AsSpan("data: ".Length)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }

    private void Take(JsonElement step)
    {
        lock (_lock)
        {
            var task = step.GetProperty("taskId").GetString()!;
            if (!_steps.TryGetValue(task, out var steps)) _steps.Add(task, steps = []);
            steps.Add(step.GetProperty("type").GetString()!);
            _more.TrySetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
