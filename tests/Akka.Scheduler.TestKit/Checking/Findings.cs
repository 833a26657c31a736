namespace Akka.Scheduler.TestKit.Checking;

/// <summary>What one invariant saw in a run.</summary>
public sealed class Findings
{
    private readonly List<Violation> _violations = [];

    /// <summary>How many facts were looked at; 0 says that the run had nothing to say about it.</summary>
    public long Examined { get; private set; }

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Counts a fact.</summary>
    public void Look() => Examined++;

    /// <summary>Names a fault.</summary>
    /// <param name="subject">Whose: a task, a shard, a schedule.</param>
    /// <param name="what">What is wrong with it.</param>
    /// <param name="evidence">The rows and lines that show it.</param>
    public void Fail(object subject, string what, params IEnumerable<object?> evidence) =>
        _violations.Add(new(subject.ToString() ?? "", what, [.. evidence.Select(piece => piece?.ToString() ?? "")]));

    /// <summary>Counts a fact, and names it if it is at fault.</summary>
    public void Expect(bool holds, object subject, string what, params IEnumerable<object?> evidence)
    {
        Look();
        if (!holds) Fail(subject, what, evidence);
    }
}

/// <summary>A fact that breaks an invariant.</summary>
/// <param name="Subject">Whose fault: a task, a shard, a schedule.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Evidence">The rows and lines that show it.</param>
public sealed record Violation(string Subject, string What, IReadOnlyList<string> Evidence)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Subject}: {What}{string.Concat(Evidence.Select(piece => $"\n      {piece}"))}";
}
