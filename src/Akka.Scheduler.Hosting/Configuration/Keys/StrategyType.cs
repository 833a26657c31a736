using System.Diagnostics.CodeAnalysis;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>The strategies by the words that a file has for them.</summary>
internal static class StrategyType
{
    private static readonly Dictionary<string, DispatchStrategy> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["least-load"] = DispatchStrategy.LeastLoad,
        ["round-robin"] = DispatchStrategy.RoundRobin,
        ["random"] = DispatchStrategy.Random,
        ["weighted"] = DispatchStrategy.Weighted,
        ["consistent-hash"] = DispatchStrategy.ConsistentHash,
    };

    public static string All { get; } = string.Join(", ", Words.Keys);

    public static OptionType<DispatchStrategy> One { get; } = new TextType<DispatchStrategy>(
        $"one of {All}", TryRead, WordOf, value => Enum.IsDefined(value) ? null : "the value is none of the enumeration");

    public static bool TryRead(string text, out DispatchStrategy strategy) => Words.TryGetValue(text.Trim(), out strategy);

    public static string WordOf(DispatchStrategy strategy) => Words.First(word => word.Value == strategy).Key;
}

/// <summary>An object of strategies by queue, <c>{ mails = round-robin }</c>.</summary>
internal sealed class StrategyMapType : OptionType<IReadOnlyDictionary<string, DispatchStrategy>>
{
    private readonly TextMapType _texts = new();

    public override string Expects => $"an object of queues and strategies, such as {{ mails = round-robin }}; strategies are {StrategyType.All}";

    public override bool TryRead(
        HoconValue value,
        [NotNullWhen(true)] out IReadOnlyDictionary<string, DispatchStrategy>? result,
        [NotNullWhen(false)] out string? problem)
    {
        result = null;
        if (!_texts.TryRead(value, out var texts, out problem)) return false;
        var strategies = new SortedDictionary<string, DispatchStrategy>(StringComparer.Ordinal);
        foreach (var (queue, word) in texts)
        {
            if (StrategyType.TryRead(word, out var strategy)) strategies[queue] = strategy;
            else problem ??= $"the word of queue '{queue}' is not a strategy";
        }

        if (problem is null) result = strategies;
        return result is not null;
    }

    public override string Format(IReadOnlyDictionary<string, DispatchStrategy> value) =>
        _texts.Format(value.ToDictionary(pair => pair.Key, pair => StrategyType.WordOf(pair.Value)));
}
