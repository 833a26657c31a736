namespace Akka.Scheduler.TestKit.Checking.Damages;

/// <summary>A way to falsify a history so that one invariant is broken: what shows that the checker can fail.</summary>
/// <param name="Invariant">The number of the invariant that must notice.</param>
/// <param name="Name">What is done.</param>
/// <param name="Apply">Makes the falsified copy, or answers null where the history has nothing that this could be done to.</param>
public sealed record Damage(int Invariant, string Name, Func<RunHistory, RunHistory?> Apply)
{
    /// <summary>All that there are; every invariant has at least one.</summary>
    public static IReadOnlyList<Damage> All { get; } = [.. LogDamages.All, .. TaskDamages.All, .. WorkDamages.All, .. ScheduleDamages.All, .. ClusterDamages.All];

    /// <inheritdoc/>
    public override string ToString() => $"{Invariant}: {Name}";

    internal static IReadOnlyList<T> Replace<T>(IReadOnlyList<T> rows, T old, T other)
        where T : class =>
        [.. rows.Select(row => ReferenceEquals(row, old) ? other : row)];

    internal static IReadOnlyList<T> Without<T>(IReadOnlyList<T> rows, T gone)
        where T : class =>
        [.. rows.Where(row => !ReferenceEquals(row, gone))];
}
