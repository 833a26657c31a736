using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Executors;

/// <summary>One attempt, as its executor sees it.</summary>
public sealed record AttemptContext
{
    /// <summary>Whose attempt.</summary>
    public required TaskId Task { get; init; }

    /// <summary>The attempt's name: hand it to the target as its idempotency key.</summary>
    public required AttemptId Id { get; init; }

    /// <summary>Its number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Rises with every start of the task; a target that remembers the highest one can refuse a zombie.</summary>
    public required long FencingToken { get; init; }

    /// <summary>When the attempt will be stopped.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The task's arguments as JSON text.</summary>
    public string? Payload { get; init; }

    /// <summary>The task's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = TaskTemplate.NoLabels;

    /// <summary>The queue that the task came through.</summary>
    public required string Queue { get; init; }

    /// <summary>The schedule that emitted the task.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>The nominal instant that the task stands for.</summary>
    public DateTimeOffset? ScheduledTime { get; init; }

    /// <summary>Which part of another task it is; absent where it is whole.</summary>
    public TaskPart? Part { get; init; }

    /// <summary>The parts that it reduces; absent where its task was not split.</summary>
    public GatheredParts? Parts { get; init; }

    /// <summary>The W3C trace context to go on with.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Takes word of how far it has come.</summary>
    public required AttemptProgress Progress { get; init; }

    /// <summary>Where captured output goes, live.</summary>
    public required IAttemptOutput Output { get; init; }
}

/// <summary>Takes the output of an attempt while it runs. Bounded: what is past the limit is dropped and marked once. Safe from any thread, never blocks.</summary>
public interface IAttemptOutput
{
    /// <summary>Takes text.</summary>
    /// <param name="stream"><see cref="OutputStream"/>.</param>
    /// <param name="text">The text, not necessarily whole lines.</param>
    void Write(OutputStream stream, ReadOnlySpan<char> text);

    /// <summary>Notes that the executor has dropped output by a limit of its own, so that the log says so and counts it.</summary>
    /// <param name="length">How much, in characters; above 0. Of what was never read as text, in bytes.</param>
    void Drop(long length);
}

/// <summary>Where output came from.</summary>
public enum OutputStream
{
    /// <summary>Standard output.</summary>
    Out,

    /// <summary>Standard error.</summary>
    Error,

    /// <summary>The scheduler's own remarks.</summary>
    System,
}
