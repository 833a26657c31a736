using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>Names one schedule. The ids of its tasks are <c>{schedule id}@{instant}</c>.</summary>
/// <param name="Value">The text, without a <see cref="Problem"/>.</param>
public readonly record struct ScheduleId(string Value)
{
    /// <summary>The longest id, in characters: shorter than a task's by the room that <c>@</c> and an instant take.</summary>
    public const int MaxLength = IdText.MaxLength - 25;

    /// <summary>Whether this is the default value, which names nothing.</summary>
    public bool IsEmpty => Value is null;

    /// <summary>
    /// Says what is wrong with <paramref name="text"/> as a schedule's id, or <see langword="null"/> when it is well formed: as
    /// <see cref="IdText"/>, but at most <see cref="MaxLength"/> characters, and without <c>@</c>.
    /// </summary>
    public static string? Problem(string? text)
    {
        if (IdText.Problem(text) is { } problem) return problem;
        if (text!.Length > MaxLength) return $"must be at most {MaxLength} characters long, and has {text.Length}";
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? null : $"must not hold '@', which parts the id of a schedule from the instant of its task; it stands at position {at + 1}";
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
