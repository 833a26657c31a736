using System.Collections.Concurrent;
using System.Text.Json;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Benchmarks.Engine;

/// <summary>An executor that does nothing but note when it was called.</summary>
internal sealed class StartProbe : ITaskExecutor
{
    private static readonly Task<AttemptOutcome> Done = Task.FromResult<AttemptOutcome>(new AttemptOutcome.Succeeded(null));

    /// <summary>The wall clock at each task's start.</summary>
    public ConcurrentDictionary<TaskId, DateTimeOffset> StartedAt { get; } = new();

    public string Name => "noop";

    public bool RunsInline(string? payload) => true;

    public PayloadProblem? Check(JsonElement? payload) => null;

    public Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel)
    {
        StartedAt[attempt.Task] = TimeProvider.System.GetUtcNow();
        return Done;
    }
}
