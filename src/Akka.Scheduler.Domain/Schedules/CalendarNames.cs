using System.Collections;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>The calendars that a schedule heeds: a set in ordinal order. Two of the same names are equal.</summary>
public sealed class CalendarNames : IReadOnlyList<CalendarId>, IEquatable<CalendarNames>
{
    private readonly CalendarId[] _names;

    /// <summary>Makes a set; a name that comes twice counts once.</summary>
    public CalendarNames(IEnumerable<CalendarId> names) =>
        _names = [.. names.Distinct().OrderBy(name => name.Value, StringComparer.Ordinal)];

    /// <summary>No calendar.</summary>
    public static CalendarNames None { get; } = new([]);

    /// <summary>The most that one schedule may heed: 16.</summary>
    public const int Most = 16;

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public CalendarId this[int index] => _names[index];

    /// <inheritdoc/>
    public bool Equals(CalendarNames? other) => other is not null && _names.AsSpan().SequenceEqual(other._names);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CalendarNames);

    /// <inheritdoc/>
    public override int GetHashCode() => _names.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<CalendarId> GetEnumerator() => ((IEnumerable<CalendarId>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
