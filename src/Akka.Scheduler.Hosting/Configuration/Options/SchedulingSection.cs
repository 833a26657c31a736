using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.scheduling</c>: how far shards look ahead, and how they treat what is late.</summary>
public sealed record SchedulingSection
{
    /// <summary>How far ahead of its due time a task is held in memory. 1 second to 1 day, default 15 minutes.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How many tasks are read from the store at once. 10 to 100000, default 1000; at most <see cref="MaxLivePerShard"/>.
    /// </summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>
    /// How many waiting tasks of one lane (queue, needs, priority) a shard reads ahead; the rest stay in the store until their turn, and more than
    /// four lanes share four times as many. 100 to 1 million, default 2000.
    /// </summary>
    public int MaxLivePerShard { get; init; } = 2_000;

    /// <summary>How long an attempt may run when its task does not say. 100 ms to 365 days, default 5 minutes.</summary>
    public TimeSpan DefaultTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an attempt whose task is cancelled may still take before it is given up. 0 to 1 hour, default 30 s.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How far back missed instants are made up for when the schedule does not say. 0 to 365 days, default 1 hour.</summary>
    public TimeSpan CatchUpWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often a shard looks into its inbox when nobody wakes it. 10 ms to 1 minute, default 1 s.</summary>
    public TimeSpan InboxPoll { get; init; } = TimeSpan.FromSeconds(1);

    internal static OptionSection Keys { get; } = new OptionSection<SchedulingSection>(
        "scheduler.scheduling",
        options => options.Scheduling,
        (options, section) => options with { Scheduling = section },
        new OptionKey<SchedulingSection, TimeSpan>(
            "horizon", OptionTypes.Duration("1s", "1d"), s => s.Horizon, (s, v) => s with { Horizon = v }),
        new OptionKey<SchedulingSection, int>(
            "page-size", OptionTypes.Integer(10, 100_000), s => s.PageSize, (s, v) => s with { PageSize = v }),
        new OptionKey<SchedulingSection, int>(
            "max-live-per-shard", OptionTypes.Integer(100, 1_000_000), s => s.MaxLivePerShard, (s, v) => s with { MaxLivePerShard = v }),
        new OptionKey<SchedulingSection, TimeSpan>(
            "default-timeout", OptionTypes.Duration("100ms", "365d"), s => s.DefaultTimeout, (s, v) => s with { DefaultTimeout = v }),
        new OptionKey<SchedulingSection, TimeSpan>(
            "cancel-grace", OptionTypes.Duration("0s", "1h"), s => s.CancelGrace, (s, v) => s with { CancelGrace = v }),
        new OptionKey<SchedulingSection, TimeSpan>(
            "catch-up-window", OptionTypes.Duration("0s", "365d"), s => s.CatchUpWindow, (s, v) => s with { CatchUpWindow = v }),
        new OptionKey<SchedulingSection, TimeSpan>(
            "inbox-poll", OptionTypes.Duration("10ms", "1m"), s => s.InboxPoll, (s, v) => s with { InboxPoll = v }));
}
