namespace Akka.Scheduler.Domain.Tasks;

/// <summary>How often and after what back-off a failed attempt is repeated.</summary>
/// <param name="MaxRetries">Attempts after the first one, 0 to 1000. 0: never repeated.</param>
/// <param name="Delay">Back-off before the first retry, 0 to <paramref name="MaxDelay"/>.</param>
/// <param name="BackoffRate">Factor from one back-off to the next, 1.0 to 100.</param>
/// <param name="MaxDelay">Upper bound of a back-off.</param>
/// <param name="Jitter">Share of the back-off that is random, 0.0 (none) to 1.0 (anything from 0 to the whole of it is taken off).</param>
public sealed record RetryPolicy(int MaxRetries, TimeSpan Delay, double BackoffRate, TimeSpan MaxDelay, double Jitter)
{
    /// <summary>3 retries, after 10 s, 20 s and 40 s, no jitter, at most 1 h.</summary>
    public static RetryPolicy Default { get; } = new(3, TimeSpan.FromSeconds(10), 2.0, TimeSpan.FromHours(1), 0.0);

    /// <summary>No retry at all.</summary>
    public static RetryPolicy None { get; } = Default with { MaxRetries = 0 };

    /// <summary>The back-off before retry <paramref name="retry"/>: min(delay · rateⁿ⁻¹, maxDelay), less its jitter.</summary>
    /// <param name="retry">Which retry, from 1.</param>
    /// <param name="random">A number in [0, 1) from a seeded source; used only where <see cref="Jitter"/> is not 0.</param>
    public TimeSpan DelayOf(int retry, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retry, 1);
        var ticks = Math.Min(Delay.Ticks * Math.Pow(BackoffRate, retry - 1), MaxDelay.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (1.0 - (Jitter * random))));
    }
}
