using System.Collections;
using System.Reflection;
using Akka.Scheduler.Domain.Cron;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.UnitTests.Engine.Wire;

/// <summary>Where two messages differ, member by member but those that follow from others, whatever holds their lists and maps.</summary>
internal static class Sameness
{
    /// <returns>The path of the first difference; <see langword="null"/> when there is none.</returns>
    public static string? Difference(object? one, object? other, string path = "message")
    {
        if (one is null || other is null) return one is null && other is null ? null : $"{path}: {one ?? "nothing"} and {other ?? "nothing"}";
        if (one is DateTimeOffset time) return other is DateTimeOffset twin && time.EqualsExact(twin) ? null : $"{path}: {one} and {other}";
        if (one is CronExpression cron) return other is CronExpression same && cron.Text == same.Text && cron == same ? null : $"{path}: {one} and {other}";
        if (one is IReadOnlyDictionary<string, string> map) return Difference(Pairs(map), Pairs((IReadOnlyDictionary<string, string>)other), path);
        if (one is IEnumerable items and not string) return DifferenceOfItems([.. items.Cast<object?>()], [.. ((IEnumerable)other).Cast<object?>()], path);
        if (one.GetType() != other.GetType()) return $"{path}: {one.GetType()} and {other.GetType()}";
        if (one is string or IActorRef or TimeZoneInfo || one.GetType().IsPrimitive || one.GetType().IsEnum || one.GetType().Namespace == nameof(System))
            return one.Equals(other) ? null : $"{path}: {one} and {other}";
        return one.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(member => member.CanWrite)
            .Select(member => Difference(member.GetValue(one), member.GetValue(other), $"{path}.{member.Name}"))
            .FirstOrDefault(difference => difference is not null);
    }

    private static string? DifferenceOfItems(object?[] some, object?[] others, string path)
    {
        if (some.Length != others.Length) return $"{path}: {some.Length} and {others.Length} items";
        return some.Select((item, i) => Difference(item, others[i], $"{path}[{i}]")).FirstOrDefault(difference => difference is not null);
    }

    private static string[] Pairs(IReadOnlyDictionary<string, string> map) =>
        [.. map.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal)];
}
