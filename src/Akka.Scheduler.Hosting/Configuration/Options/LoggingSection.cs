using Akka.Scheduler.Hosting.Configuration.Keys;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.log</c>: the node's own log.</summary>
public sealed record LoggingSection
{
    /// <summary>The least level that is written; default <see cref="LogLevel.Information"/>.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>How lines look; default <see cref="LogFormat.Text"/>.</summary>
    public LogFormat Format { get; init; } = LogFormat.Text;

    internal static OptionSection Keys { get; } = new OptionSection<LoggingSection>(
        "scheduler.log",
        options => options.Logging,
        (options, section) => options with { Logging = section },
        new OptionKey<LoggingSection, LogLevel>("level", OptionTypes.OneOf<LogLevel>(), s => s.Level, (s, v) => s with { Level = v }),
        new OptionKey<LoggingSection, LogFormat>("format", OptionTypes.OneOf<LogFormat>(), s => s.Format, (s, v) => s with { Format = v }));
}
