using System.CommandLine;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Options;

/// <summary>The options that say how a failed attempt is repeated.</summary>
internal sealed class RetryOptions
{
    private readonly Option<int?> _maxRetries =
        new("--max-retries") { Description = "Attempts after the first one. Default 3.", HelpName = "N" };

    private readonly Option<WireRetryKind?> _kind =
        WireOptions.Word<WireRetryKind>("--retry-kind", "How the waits grow. Default list with --retry-delays, else exponential.");

    private readonly Option<TimeSpan?> _delay = WireOptions.Duration("--retry-delay", "The wait before the first retry. Default 10s.");

    private readonly Option<IReadOnlyList<TimeSpan>?> _delays =
        WireOptions.Durations("--retry-delays", "The waits one after the other, for example 1s,5s,1m.");

    private readonly Option<double?> _backoffRate =
        new("--backoff-rate") { Description = "The factor from one wait to the next. Default 2.0.", HelpName = "FACTOR" };

    private readonly Option<TimeSpan?> _maxDelay = WireOptions.Duration("--max-retry-delay", "No wait is longer than this. Default 1h.");

    private readonly Option<double?> _jitter =
        new("--retry-jitter") { Description = "The part of a wait left to chance, 0.0 to 1.0. Default 0.0.", HelpName = "PART" };

    private readonly Option<string[]> _retryable =
        new("--retryable") { Description = "Repeat only after this error: a code, an exception's type, a reason; may be given many times.", HelpName = "ERROR" };

    private readonly Option<string[]> _nonRetryable =
        new("--non-retryable") { Description = "Never repeat after this error; may be given many times.", HelpName = "ERROR" };

    public IReadOnlyList<Option> All => [_maxRetries, _kind, _delay, _delays, _backoffRate, _maxDelay, _jitter, _retryable, _nonRetryable];

    /// <summary>The rule that the command line describes; null when it says nothing.</summary>
    public RetrySpec? Read(ParseResult parsed)
    {
        var retry = new RetrySpec
        {
            MaxRetries = parsed.GetValue(_maxRetries),
            Kind = parsed.GetValue(_kind),
            Delay = parsed.GetValue(_delay),
            Delays = parsed.GetValue(_delays),
            BackoffRate = parsed.GetValue(_backoffRate),
            MaxDelay = parsed.GetValue(_maxDelay),
            Jitter = parsed.GetValue(_jitter),
            Retryable = parsed.GetValue(_retryable) is { Length: > 0 } only ? only : null,
            NonRetryable = parsed.GetValue(_nonRetryable) is { Length: > 0 } never ? never : null,
        };
        return retry == new RetrySpec() ? null : retry;
    }
}
