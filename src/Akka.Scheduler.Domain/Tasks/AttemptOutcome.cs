namespace Akka.Scheduler.Domain.Tasks;

/// <summary>How an attempt ended, as its worker reports it.</summary>
public abstract record AttemptOutcome
{
    private AttemptOutcome() { }

    /// <summary>It did what was asked.</summary>
    /// <param name="Result">What it handed back.</param>
    public sealed record Succeeded(TaskResult? Result) : AttemptOutcome;

    /// <summary>It failed.</summary>
    /// <param name="Error">Why, in words.</param>
    /// <param name="Result">What it handed back nevertheless.</param>
    public sealed record Failed(string Error, TaskResult? Result) : AttemptOutcome
    {
        /// <summary>Whether another attempt may do better; <see langword="false"/> fails the task for good.</summary>
        public bool Retryable { get; init; } = true;

        /// <summary>The earliest time after which the target asked to be tried again (<c>Retry-After</c>); the longer of this and the back-off holds.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>A word of <see cref="TaskReason"/>.</summary>
        public string Reason { get; init; } = TaskReason.Error;

        /// <summary>The full name of the exception's type, where one was thrown: what error rules may name.</summary>
        public string? ErrorType { get; init; }
    }

    /// <summary>It stopped because cancellation was asked for.</summary>
    /// <param name="Result">What it handed back nevertheless.</param>
    public sealed record Cancelled(TaskResult? Result) : AttemptOutcome;

    /// <summary>It was never run: the worker had no slot, was draining, or the grant was too old. It does not count.</summary>
    /// <param name="Why">The reason in words.</param>
    public sealed record NotRun(string Why) : AttemptOutcome;
}
