using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Executors;

/// <summary>Runs attempts of one kind. Called from many attempts at once.</summary>
public interface ITaskExecutor
{
    /// <summary>The name that tasks call it by: lower case letters, digits and <c>-</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Whether an attempt with this payload ends at once, before <see cref="RunAsync"/> returns: it then needs no thread of its own, and neither
    /// deadline nor cancellation reaches it. Default: no.
    /// </summary>
    /// <param name="payload">The task's arguments as JSON text.</param>
    bool RunsInline(string? payload) => false;

    /// <summary>Checks a payload when a task is submitted, so that a task that can never run is refused at the door.</summary>
    /// <param name="payload">The payload; <see langword="null"/> where the task has none.</param>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    PayloadProblem? Check(JsonElement? payload);

    /// <summary>
    /// Runs one attempt to its end. An expected end is a value; an exception counts as a retryable failure with its message.
    /// </summary>
    /// <param name="attempt">What to run and where its output goes.</param>
    /// <param name="cancel">
    /// Cancelled at the attempt's deadline, on a cancellation of the task and when the worker stops. The executor must end what it began, soon;
    /// what the end counts as is the attempt runner's business, so throwing <see cref="OperationCanceledException"/> is the right answer.
    /// </param>
    Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel);
}

/// <summary>What is wrong with a payload.</summary>
/// <param name="Field">The field at fault, below the payload: <c>command</c>, <c>headers.x</c>; empty for the payload itself.</param>
/// <param name="Message">What is wrong, and the fix.</param>
public sealed record PayloadProblem(string Field, string Message);
