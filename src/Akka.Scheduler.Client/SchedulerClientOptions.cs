namespace Akka.Scheduler.Client;

/// <summary>Which node to talk to, and how.</summary>
public sealed record SchedulerClientOptions
{
    /// <summary>The node's address, without the <c>/api/v1</c>: <c>http://127.0.0.1:8080</c>. Required.</summary>
    public required Uri Server { get; init; }

    /// <summary>The bearer token; null sends none.</summary>
    public string? Token { get; init; }

    /// <summary>The longest to wait for an answer, beyond the time a request itself asks the node to wait. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How submits are sent again when the node is away or busy; null (the default) never sends a second time.</summary>
    public SubmitRetry? Retry { get; init; }
}

/// <summary>
/// How a submit is sent again after 429, 503 or a lost connection. It is safe: every repetition carries the same task id or the same
/// <c>Idempotency-Key</c>, which the client makes where the caller gave neither.
/// </summary>
public sealed record SubmitRetry
{
    /// <summary>The wait before the first repetition; it doubles from one to the next. Default 200 milliseconds.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>No wait is longer than this. Default 5 seconds.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this long the last failure is given to the caller. Default 30 seconds.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the spread of the waits (half to whole) and the ids and keys come from. Required; used under a lock.</summary>
    public required Random Random { get; init; }
}
