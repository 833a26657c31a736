using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>One task that another one waits for.</summary>
/// <param name="Task">Which.</param>
/// <param name="When">How it must end.</param>
public readonly record struct Dependency(TaskId Task, DependencyCondition When = DependencyCondition.ByPolicy);

/// <summary>What a task waits for. Fixed when the task is made, but for its parts; a dependency is named by its place in <see cref="On"/>, its edge.</summary>
/// <param name="On">The tasks, at least one, none twice.</param>
/// <param name="Policy">What becomes of the task when one of them does not succeed.</param>
public sealed record TaskDependencies(IReadOnlyList<Dependency> On, DependencyPolicy Policy)
{
    /// <summary>How many tasks a caller may name, at most.</summary>
    public const int MaxNamed = 1_000;

    /// <summary>Same tasks in the same order, with the same conditions and policy.</summary>
    public bool Equals(TaskDependencies? other) => other is not null && Policy == other.Policy && On.SequenceEqual(other.On);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Policy, On.Count, On.Count > 0 ? On[0] : default);
}
