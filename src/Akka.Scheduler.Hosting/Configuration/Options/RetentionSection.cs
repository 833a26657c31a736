using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.retention</c>: how long what is over is kept. Null is for ever (<c>infinite</c> in HOCON).</summary>
public sealed record RetentionSection
{
    /// <summary>Finished tasks. 1 second to 36500 days or null, default 7 days.</summary>
    public TimeSpan? Finished { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The transitions of tasks. 1 second to 36500 days or null, default 7 days; dropped by whole days.</summary>
    public TimeSpan? History { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The captured output of attempts. 1 second to 36500 days or null, default 7 days.</summary>
    public TimeSpan? Logs { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often the singleton looks for what is to go. 1 second to 1 day, default 10 minutes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(10);

    internal static OptionSection Keys { get; } = new OptionSection<RetentionSection>(
        "scheduler.retention",
        options => options.Retention,
        (options, section) => options with { Retention = section },
        Kept("finished", s => s.Finished, (s, v) => s with { Finished = v }),
        Kept("history", s => s.History, (s, v) => s with { History = v }),
        Kept("logs", s => s.Logs, (s, v) => s with { Logs = v }),
        new OptionKey<RetentionSection, TimeSpan>(
            "interval", OptionTypes.Duration("1s", "1d"), s => s.Interval, (s, v) => s with { Interval = v }));

    private static OptionKey<RetentionSection, Endless> Kept(
        string name, Func<RetentionSection, TimeSpan?> get, Func<RetentionSection, TimeSpan?, RetentionSection> with) => new(
            name, OptionTypes.DurationOrInfinite("1s", "36500d"), s => new Endless(get(s)), (s, v) => with(s, v.Duration));
}
