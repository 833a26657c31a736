namespace Akka.Scheduler.Client.Wire;

/// <summary>An error as RFC 9457 has it (<c>application/problem+json</c>), with a stable code and the field at fault.</summary>
public sealed record ProblemView
{
    /// <summary>A stable URI of the kind of problem.</summary>
    public string? Type { get; init; }

    /// <summary>The kind of problem in a few words.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>This problem in words, with its remedy.</summary>
    public string? Detail { get; init; }

    /// <summary>What it happened to: the request's path.</summary>
    public string? Instance { get; init; }

    /// <summary>A stable word for programs, for example <c>notFound</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The JSON field or query parameter at fault, for example <c>retry.maxRetries</c>.</summary>
    public string? Field { get; init; }

    /// <summary>The task that is in the way: the holder of a unique key.</summary>
    public string? TaskId { get; init; }

    /// <summary>Every fault found, when there is more than one.</summary>
    public IReadOnlyList<ProblemFault>? Errors { get; init; }
}

/// <summary>One fault of a request.</summary>
public sealed record ProblemFault
{
    /// <summary>The field at fault.</summary>
    public string? Field { get; init; }

    /// <summary>A stable word for programs.</summary>
    public string? Code { get; init; }

    /// <summary>The fault in words, with its remedy.</summary>
    public required string Detail { get; init; }
}
