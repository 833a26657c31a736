using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.TestKit.Checking.Facts;
using Akka.Scheduler.TestKit.Network;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>What the tasks' requests reach: it writes down each attempt's begin and end, outside of the system under test.</summary>
internal sealed class EffectServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, int> _runs = new();
    private readonly ClientLog _log;
    private readonly TimeProvider _time;
    private readonly int _port = FreePort.Take();
    private readonly Task _serving;

    public EffectServer(ClientLog log, TimeProvider time)
    {
        (_log, _time) = (log, time);
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The address of work that lasts so long, and fails the first times that its task runs.</summary>
    public string Work(TimeSpan lasts, int failures) =>
        string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/?ms={lasts.TotalMilliseconds:0}&fail={failures}");

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var (request, response) = (context.Request, context.Response);
            var (task, attempt) = (request.Headers["X-Scheduler-Task-Id"]!, new AttemptId(Guid.Parse(request.Headers["X-Scheduler-Attempt-Id"]!)));
            _log.Note(new Effect(new TaskId(task), attempt, Ends: false, _time.GetUtcNow()));
            var run = _runs.AddOrUpdate(task, 1, (_, before) => before + 1);
            await Task.Delay(Number(request, "ms"));
            if (run > Number(request, "fail")) _log.Note(new Effect(new TaskId(task), attempt, Ends: true, _time.GetUtcNow()));
            else response.StatusCode = 500;
            response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The node has died, or the attempt was given up: what was done stays written down.
        }
    }

    private static int Number(HttpListenerRequest request, string name) => int.Parse(request.QueryString[name] ?? "0", CultureInfo.InvariantCulture);
}
