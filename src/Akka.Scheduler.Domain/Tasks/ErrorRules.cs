using System.Globalization;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>Which errors of a task are worth a repetition, by the submitter's word.</summary>
/// <remarks>
/// <para>An error goes by several names: its code (HTTP status, exit code), the full and the short name of its exception's type, and its reason
/// (<see cref="TaskReason"/>). A rule names it by any of them; letters count as they are written.</para>
/// <para>Rules do not speak of lost attempts: that is <see cref="LossPolicy"/>.</para>
/// </remarks>
/// <param name="Retryable">If there are any, only these are repeated, even those that the executor would not repeat.</param>
/// <param name="NonRetryable">These are never repeated; stronger than <paramref name="Retryable"/>.</param>
public sealed record ErrorRules(IReadOnlyList<string> Retryable, IReadOnlyList<string> NonRetryable)
{
    /// <summary>No rule.</summary>
    public static ErrorRules AsTheExecutorSays { get; } = new([], []);

    /// <summary>Why an error is not to be repeated; <see langword="null"/> when it may be.</summary>
    public string? WhyFinal(AttemptOutcome.Failed failed)
    {
        if (NonRetryable.FirstOrDefault(rule => Names(failed, rule)) is { } named) return $"'{named}' is in retry.nonRetryable";
        if (Retryable.Count > 0) return Retryable.Any(rule => Names(failed, rule)) ? null : "it is not in retry.retryable";
        return failed.Retryable ? null : "the executor says that another attempt is of no use";
    }

    /// <summary>Same in all rules, in their order.</summary>
    public bool Equals(ErrorRules? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Retryable.SequenceEqual(other.Retryable, StringComparer.Ordinal) && NonRetryable.SequenceEqual(other.NonRetryable, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => Retryable.Concat(NonRetryable).Aggregate(Retryable.Count, HashCode.Combine);

    private static bool Names(AttemptOutcome.Failed failed, string rule) =>
        rule == failed.Reason
        || (failed.Result is { } result && rule == result.Code.ToString(CultureInfo.InvariantCulture))
        || (failed.ErrorType is { } type && (rule == type || IsShortNameOf(rule, type)));

    // Namespaces end with a dot, outer classes with a plus.
    private static bool IsShortNameOf(string rule, string type) =>
        rule.Length > 0 && type.Length > rule.Length && type.EndsWith(rule, StringComparison.Ordinal) && type[^(rule.Length + 1)] is '.' or '+';
}
