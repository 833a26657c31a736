namespace Akka.Scheduler.Domain.Tasks;

/// <summary>How the waits between the attempts of a task grow, before bound and jitter.</summary>
public abstract record Backoff
{
    private Backoff() { }

    /// <summary>The wait before retry <paramref name="retry"/> in ticks of 100 ns; may pass every bound.</summary>
    /// <param name="retry">Which retry, from 1.</param>
    public abstract double TicksOf(int retry);

    /// <summary>delay · rateⁿ⁻¹.</summary>
    /// <param name="Delay">Before the first retry, 0 or more.</param>
    /// <param name="Rate">From one wait to the next, 1.0 to 100.</param>
    public sealed record Exponential(TimeSpan Delay, double Rate) : Backoff
    {
        /// <inheritdoc/>
        public override double TicksOf(int retry) => Delay.Ticks * Math.Pow(Rate, retry - 1);
    }

    /// <summary>delay · n.</summary>
    /// <param name="Delay">Before the first retry, and what each further wait is longer by; 0 or more.</param>
    public sealed record Linear(TimeSpan Delay) : Backoff
    {
        /// <inheritdoc/>
        public override double TicksOf(int retry) => (double)Delay.Ticks * retry;
    }

    /// <summary>The same wait each time.</summary>
    /// <param name="Delay">0 or more.</param>
    public sealed record Fixed(TimeSpan Delay) : Backoff
    {
        /// <inheritdoc/>
        public override double TicksOf(int retry) => Delay.Ticks;
    }

    /// <summary>One wait after the other as they stand in a list; when it is at its end, the last one again and again.</summary>
    /// <param name="Delays">At least one, each 0 or more.</param>
    public sealed record Listed(IReadOnlyList<TimeSpan> Delays) : Backoff
    {
        /// <inheritdoc/>
        public override double TicksOf(int retry) => Delays[Math.Min(retry, Delays.Count) - 1].Ticks;

        /// <summary>Same in all waits, whatever list holds them.</summary>
        public bool Equals(Listed? other) => other is not null && Delays.SequenceEqual(other.Delays);

        /// <inheritdoc/>
        public override int GetHashCode() => Delays.Aggregate(0, HashCode.Combine);
    }
}
