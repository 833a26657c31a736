using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.executors.noop</c></summary>
public sealed record NoopExecutorSection
{
    /// <summary>Whether the executor is offered; default true. It is what tests and load runs use.</summary>
    public bool Enabled { get; init; } = true;

    internal static OptionSection Keys { get; } = new OptionSection<NoopExecutorSection>(
        "scheduler.executors.noop",
        options => options.Executors.Noop,
        (options, section) => options with { Executors = options.Executors with { Noop = section } },
        new OptionKey<NoopExecutorSection, bool>("enabled", OptionTypes.Boolean, s => s.Enabled, (s, v) => s with { Enabled = v }));
}
