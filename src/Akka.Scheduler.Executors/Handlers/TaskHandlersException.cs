namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Handlers that cannot work. Thrown when the application starts, with everything that is wrong and not the first of it.</summary>
/// <param name="problems">What is wrong; at least one.</param>
public sealed class TaskHandlersException(IReadOnlyList<TaskHandlerProblem> problems) : Exception(Words(problems))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<TaskHandlerProblem> Problems => problems;

    private static string Words(IReadOnlyList<TaskHandlerProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return $"{problems.Count} problem{(problems.Count == 1 ? "" : "s")} with task handlers:{string.Concat(problems.Select(each => $"\n- {each}"))}";
    }
}

/// <summary>Something that is wrong with a handler.</summary>
/// <param name="Handler">The type, the method or the function.</param>
/// <param name="Detail">What is wrong, and the remedy.</param>
public sealed record TaskHandlerProblem(string Handler, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Handler}: {Detail}";
}
