namespace Akka.Scheduler.Domain.Tasks;

/// <summary>How often, after what back-off and after which errors a failed attempt is repeated.</summary>
/// <param name="MaxRetries">Attempts after the first one, 0 to 1000. 0: never repeated.</param>
/// <param name="Backoff">How the waits grow.</param>
/// <param name="MaxDelay">Upper bound of a wait, also of one that the target asked for.</param>
/// <param name="Jitter">Share of the wait that is random, 0.0 (none) to 1.0 (anything from 0 to the whole of it is taken off).</param>
public sealed record RetryPolicy(int MaxRetries, Backoff Backoff, TimeSpan MaxDelay, double Jitter)
{
    /// <summary>Makes an exponential one.</summary>
    /// <param name="maxRetries">Attempts after the first one.</param>
    /// <param name="delay">The wait before the first retry.</param>
    /// <param name="backoffRate">The factor from one wait to the next.</param>
    /// <param name="maxDelay">Upper bound of a wait.</param>
    /// <param name="jitter">Share of the wait that is random.</param>
    public RetryPolicy(int maxRetries, TimeSpan delay, double backoffRate, TimeSpan maxDelay, double jitter)
        : this(maxRetries, new Backoff.Exponential(delay, backoffRate), maxDelay, jitter)
    {
    }

    /// <summary>3 retries, after 10 s, 20 s and 40 s, no jitter, at most 1 h.</summary>
    public static RetryPolicy Default { get; } = new(3, TimeSpan.FromSeconds(10), 2.0, TimeSpan.FromHours(1), 0.0);

    /// <summary>No retry at all.</summary>
    public static RetryPolicy None { get; } = Default with { MaxRetries = 0 };

    /// <summary>Which errors are worth a repetition. Default: as the executor says.</summary>
    public ErrorRules Errors { get; init; } = ErrorRules.AsTheExecutorSays;

    /// <summary>The wait before retry <paramref name="retry"/>: that of the back-off, at most <see cref="MaxDelay"/>, less its jitter.</summary>
    /// <param name="retry">Which retry, from 1.</param>
    /// <param name="random">A number in [0, 1) from a seeded source; used only where <see cref="Jitter"/> is not 0.</param>
    public TimeSpan DelayOf(int retry, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retry, 1);
        var ticks = Math.Min(Backoff.TicksOf(retry), MaxDelay.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (1.0 - (Jitter * random))));
    }

    /// <summary>The same, or what the target asked for if that is longer; never more than <see cref="MaxDelay"/>.</summary>
    /// <param name="retry">Which retry, from 1.</param>
    /// <param name="random">A number in [0, 1) from a seeded source.</param>
    /// <param name="asked">What the target asked for (<c>Retry-After</c>), if it did.</param>
    public TimeSpan DelayOf(int retry, double random, TimeSpan? asked)
    {
        var delay = DelayOf(retry, random);
        return asked is not { } wanted || wanted <= delay ? delay : wanted < MaxDelay ? wanted : MaxDelay;
    }
}
