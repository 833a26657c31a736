using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.limits</c>: what the node refuses.</summary>
public sealed record LimitsSection
{
    /// <summary>The largest payload of a task, in bytes. 1 KiB to 1 MiB, default 256 KiB.</summary>
    public long MaxPayload { get; init; } = 256 * 1024;

    /// <summary>The most tasks in one batch request. 1 to 10000, default 10000.</summary>
    public int MaxBatch { get; init; } = 10_000;

    /// <summary>How far ahead a task may be due. 1 minute to 36500 days, default 1826 days (5 years).</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromDays(1826);

    /// <summary>How many steps of one shard may wait for their commit before it answers 429. 1 to 1 million, default 20000.</summary>
    public int MaxPendingPerShard { get; init; } = 20_000;

    /// <summary>How long a submission waits for its commit before it is answered 503. 10 ms to 5 minutes, default 5 s.</summary>
    public TimeSpan SubmitTimeout { get; init; } = TimeSpan.FromSeconds(5);

    internal static OptionSection Keys { get; } = new OptionSection<LimitsSection>(
        "scheduler.limits",
        options => options.Limits,
        (options, section) => options with { Limits = section },
        new OptionKey<LimitsSection, long>(
            "max-payload", OptionTypes.Size("1KiB", "1MiB"), s => s.MaxPayload, (s, v) => s with { MaxPayload = v }),
        new OptionKey<LimitsSection, int>("max-batch", OptionTypes.Integer(1, 10_000), s => s.MaxBatch, (s, v) => s with { MaxBatch = v }),
        new OptionKey<LimitsSection, TimeSpan>(
            "max-delay", OptionTypes.Duration("1m", "36500d"), s => s.MaxDelay, (s, v) => s with { MaxDelay = v }),
        new OptionKey<LimitsSection, int>(
            "max-pending-per-shard",
            OptionTypes.Integer(1, 1_000_000),
            s => s.MaxPendingPerShard,
            (s, v) => s with { MaxPendingPerShard = v }),
        new OptionKey<LimitsSection, TimeSpan>(
            "submit-timeout", OptionTypes.Duration("10ms", "5m"), s => s.SubmitTimeout, (s, v) => s with { SubmitTimeout = v }));
}
