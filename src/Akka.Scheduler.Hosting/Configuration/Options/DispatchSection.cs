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

    /// <summary>
    /// Of so many starts in a row one goes to a lower priority, if any waits. 2 to 1000, or 0: lower ones wait as long as there are higher ones. Default 16.
    /// </summary>
    public int LowerTurn { get; init; } = 16;

    internal static OptionSection Keys { get; } = new OptionSection<DispatchSection>(
        "scheduler.dispatch",
        options => options.Dispatch,
        (options, section) => options with { Dispatch = section },
        new OptionKey<DispatchSection, DispatchStrategy>("strategy", StrategyType.One, s => s.Strategy, (s, v) => s with { Strategy = v }),
        new OptionKey<DispatchSection, IReadOnlyDictionary<string, DispatchStrategy>>(
            "queues", new StrategyMapType(), s => s.Queues, (s, v) => s with { Queues = v }),
        new OptionKey<DispatchSection, int>("lower-turn", OptionTypes.Integer(0, 1_000), s => s.LowerTurn, (s, v) => s with { LowerTurn = v }));
}
