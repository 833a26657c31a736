using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>Unique keys: what may be one, how long a task keeps its own, and what becomes of a task whose key another one has.</summary>
public static class UniqueRules
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>Says what is wrong with <paramref name="key"/>, or <see langword="null"/> when it may be a unique key.</summary>
    public static string? Problem(string key)
    {
        if (key.Length is 0 or > MaxLength) return $"must be 1 to {MaxLength} characters long, and has {key.Length}";
        for (var at = 0; at < key.Length; at++)
        {
            if (char.IsControl(key[at])) return $"must not hold control characters; the one at position {at + 1} is U+{(int)key[at]:X4}";
            if (!char.IsSurrogate(key[at])) continue;
            if (!char.IsSurrogatePair(key, at)) return $"holds half of a surrogate pair at position {at + 1}";
            at++;
        }

        return null;
    }

    /// <summary>Until when the key of a finished task stays taken; <see langword="null"/>: it is free at its end.</summary>
    /// <remarks>One that was replaced has made room.</remarks>
    public static DateTimeOffset? TakenUntil(TaskSnapshot finished) =>
        finished.Spec.Template.UniqueFor > TimeSpan.Zero && finished.Reason != TaskReason.Replaced
            ? finished.FinishedAt + finished.Spec.Template.UniqueFor
            : null;

    /// <summary>
    /// Makes a task that was acknowledged before anybody could look at its key, and ends it at once, since another one has the key: first the step
    /// that makes it, then the one that ends it.
    /// </summary>
    /// <param name="spec">What was asked for.</param>
    /// <param name="holder">The task that has the key.</param>
    /// <param name="now">The owner's clock.</param>
    public static (TaskStep Created, TaskStep Ended) Duplicate(TaskSpec spec, TaskId holder, DateTimeOffset now)
    {
        var created = TaskRules.Create(spec);
        var why = $"task '{holder}' has its unique key";
        var ended = TaskRules.Finished(created.After, TaskState.Cancelled, now) with { Reason = TaskReason.Duplicate, Error = why };
        return (created, TaskRules.Record(created.After, ended, TransitionType.Cancelled, now, null, why));
    }

    /// <summary>Ends a task that waits, so that <paramref name="successor"/> can have its key. <see langword="null"/> when it does not wait, or for its parts.</summary>
    public static TaskStep? Replace(TaskSnapshot task, TaskId successor, DateTimeOffset now) =>
        task.State.IsWaiting() && !SplitRules.HasParts(task)
            ? TaskRules.Record(
                task, TaskRules.Finished(task, TaskState.Cancelled, now) with { Reason = TaskReason.Replaced }, TransitionType.Cancelled, now, null,
                $"task '{successor}' takes its unique key")
            : null;
}
