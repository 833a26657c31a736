using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client;

/// <summary>The node answered, and the answer is no.</summary>
public sealed class SchedulerException : Exception
{
    /// <summary>Wraps a refusal.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="problem">What the node said.</param>
    /// <param name="retryAfter">How long the node asks to wait; null when it does not say.</param>
    public SchedulerException(int status, ProblemView problem, TimeSpan? retryAfter)
        : base(Words(status, problem))
    {
        Status = status;
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>All that the node said.</summary>
    public ProblemView Problem { get; }

    /// <summary>The stable word for programs, for example <c>task-not-found</c>; null when the answer was no problem document.</summary>
    public string? Code => Problem.Code;

    /// <summary>The field at fault; null when none is.</summary>
    public string? Field => Problem.Field;

    /// <summary>The problem in words.</summary>
    public string? Detail => Problem.Detail;

    /// <summary>How long the node asks to wait before another try.</summary>
    public TimeSpan? RetryAfter { get; }

    private static string Words(int status, ProblemView? problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var title = problem.Title ?? "The node refused the request";
        return problem.Detail is null ? $"{title} ({status})" : $"{title} ({status}): {problem.Detail}";
    }
}

/// <summary>The node did not answer: no connection, a lost one, or no answer in time. Whether the request took effect is unknown.</summary>
/// <param name="server">The node's address.</param>
/// <param name="why">Why, in words.</param>
/// <param name="inner">What the connection threw; null when it was time that ran out.</param>
public sealed class SchedulerUnreachableException(Uri server, string why, Exception? inner = null)
    : Exception($"Cannot reach the node at {server}: {why}", inner)
{
    /// <summary>The node's address.</summary>
    public Uri Server { get; } = server;
}
