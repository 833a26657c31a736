using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Hosting.Gateway.Validation;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>Tells a task that was submitted again from another task under a taken id: to be silent about the latter would lose it.</summary>
internal static class IdConflict
{
    public const string Code = "idTaken";

    private static readonly JsonDocumentOptions ReadableDepth = new() { MaxDepth = PayloadRules.MaxDepth };

    /// <summary>What to tell whoever submitted <paramref name="asked"/>; <see langword="null"/> where the task that exists does the same work, or is the answer for its unique key.</summary>
    public static string? Of(NewTask asked, SubmitResult.Accepted stands)
    {
        if (stands.Created || stands.Task.Id != asked.Spec.Id) return null;
        var existing = stands.Task.Spec.Template;
        // One that has been split has what gathers its parts.
        var wanted = existing.Split is TaskSplit.Done { Reduces: true } ? ReduceOf(asked.Spec.Template) : asked.Spec.Template;
        if (wanted.Executor == existing.Executor && SamePayload(wanted.Payload, existing.Payload)) return null;
        return $"There is a task '{asked.Spec.Id}' with another executor or payload, and it stays as it is: use another id.";
    }

    private static TaskTemplate ReduceOf(TaskTemplate asked) => asked.Split switch
    {
        TaskSplit.FanOut { Reduce: { } reduce } => reduce,
        TaskSplit.Broadcast { Reduce: { } reduce } => reduce,
        _ => asked,
    };

    private static bool SamePayload(string? left, string? right)
    {
        if (left == right) return true;
        if (left is null || right is null) return false;
        using var one = JsonDocument.Parse(left, ReadableDepth);
        using var other = JsonDocument.Parse(right, ReadableDepth);
        return JsonElement.DeepEquals(one.RootElement, other.RootElement);
    }
}
