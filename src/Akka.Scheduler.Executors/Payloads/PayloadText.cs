using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Payloads;

/// <summary>The payload of an attempt, which was checked when the task was submitted, but perhaps by another version.</summary>
internal static class PayloadText
{
    public static JsonElement? Parse(string? payload) => payload is null ? null : JsonElement.Parse(payload);

    /// <summary>A payload that cannot be run now cannot be run later.</summary>
    public static AttemptOutcome Refused(PayloadProblem problem) =>
        new AttemptOutcome.Failed(problem.Field.Length == 0 ? problem.Message : $"{problem.Field}: {problem.Message}", null)
        {
            Retryable = false,
            Reason = TaskReason.Payload,
        };
}
