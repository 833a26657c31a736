using System.Text;
using System.Text.Json;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Handlers;
using Shouldly;

namespace Akka.Scheduler.UnitTests.Executors;

/// <summary>An attempt to hand to an executor, and what it wrote. Written from the executor's threads; every access holds the lock.</summary>
internal sealed class AttemptRig : IAttemptOutput
{
    public const string AttemptText = "0195f2a1-7c3e-7000-8a1b-0123456789ab";

    private readonly Lock _lock = new();
    private long _dropped;
    private readonly Dictionary<OutputStream, StringBuilder> _streams = [];
    private readonly List<(string Text, TaskCompletionSource Seen)> _waiters = [];

    /// <summary>What handlers run on, all tests together.</summary>
    public static HandlerThreads Threads { get; } = new(256, TimeProvider.System);

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public long Dropped => Interlocked.Read(ref _dropped);

    public string this[OutputStream stream]
    {
        get
        {
            lock (_lock) return _streams.TryGetValue(stream, out var text) ? text.ToString() : "";
        }
    }

    public AttemptContext Attempt(string? payload, Guid? id = null) => new()
    {
        Task = new TaskId("mail-1"),
        Id = new AttemptId(id ?? new Guid(AttemptText)),
        Number = 2,
        FencingToken = 7,
        Deadline = new DateTimeOffset(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        Payload = payload,
        Queue = "default",
        ScheduledTime = new DateTimeOffset(2030, 1, 2, 3, 0, 0, TimeSpan.Zero),
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Output = this,
        Progress = new(TimeProvider.System),
    };

    public void Write(OutputStream stream, ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            if (!_streams.TryGetValue(stream, out var sum)) _streams.Add(stream, sum = new StringBuilder());
            sum.Append(text);
            var now = sum.ToString();
            foreach (var (_, seen) in _waiters.Where(waiter => now.Contains(waiter.Text, StringComparison.Ordinal))) seen.TrySetResult();
        }
    }

    public void Drop(long length) => Interlocked.Add(ref _dropped, length);

    /// <summary>Waits until a stream holds the text.</summary>
    public async Task SeenAsync(string text)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_streams.Values.Any(stream => stream.ToString().Contains(text, StringComparison.Ordinal))) return;
            _waiters.Add((text, seen));
        }

        await seen.Task.WaitAsync(Patience);
    }

    public static JsonElement Json(string text) => JsonElement.Parse(text);

    public static AttemptOutcome.Failed Failure(AttemptOutcome outcome) => outcome.ShouldBeOfType<AttemptOutcome.Failed>();

    public static TaskResult Success(AttemptOutcome outcome) => outcome.ShouldBeOfType<AttemptOutcome.Succeeded>().Result.ShouldNotBeNull();
}
