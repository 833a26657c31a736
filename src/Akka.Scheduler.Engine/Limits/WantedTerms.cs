using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>What the tasks of a key that have not started allow; mostly all the same.</summary>
internal sealed class WantedTerms
{
    private readonly Dictionary<KeyLimit, int> _counts = [];

    /// <summary>The narrowest of each.</summary>
    public LimitTerms Narrowest
    {
        get
        {
            var terms = default(LimitTerms);
            foreach (var limit in _counts.Keys)
            {
                terms = new(Lesser(terms.MaxConcurrency, limit.MaxConcurrency), Lesser(terms.RatePerSecond, limit.RatePerSecond), 0);
            }

            return terms;
        }
    }

    public void Add(KeyLimit limit) => _counts[limit] = _counts.GetValueOrDefault(limit) + 1;

    public void Remove(KeyLimit limit)
    {
        var left = _counts[limit] - 1;
        if (left == 0) _counts.Remove(limit);
        else _counts[limit] = left;
    }

    /// <summary>The lesser of two; an absent one is no limit.</summary>
    public static T? Lesser<T>(T? one, T? other) where T : struct, IComparable<T> =>
        one is not { } first ? other : other is { } second && second.CompareTo(first) < 0 ? second : first;
}
