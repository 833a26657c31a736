using System.Collections.ObjectModel;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.dispatch</c>: how the worker of a task is chosen.</summary>
public sealed record DispatchSection
{
    /// <summary>For queues that have none of their own. Default <see cref="DispatchStrategy.LeastLoad"/>.</summary>
    public DispatchStrategy Strategy { get; init; }

    /// <summary>For single queues, by name. Default none.</summary>
    public IReadOnlyDictionary<string, DispatchStrategy> Queues { get; init; } = ReadOnlyDictionary<string, DispatchStrategy>.Empty;

    internal static OptionSection Keys { get; } = new OptionSection<DispatchSection>(
        "scheduler.dispatch",
        options => options.Dispatch,
        (options, section) => options with { Dispatch = section },
        new OptionKey<DispatchSection, DispatchStrategy>("strategy", StrategyType.One, s => s.Strategy, (s, v) => s with { Strategy = v }),
        new OptionKey<DispatchSection, IReadOnlyDictionary<string, DispatchStrategy>>(
            "queues", new StrategyMapType(), s => s.Queues, (s, v) => s with { Queues = v }));
}
