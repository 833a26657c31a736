using System.Globalization;
using Akka.Scheduler.Domain.Queues;

namespace Akka.Scheduler.UnitTests.Docs;

/// <summary>A queue that is led through the changes of a block, by the rules alone.</summary>
internal sealed class QueueWalk
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private QueueSettings _queue = QueueSettings.Of("queue");

    /// <summary>Makes one change, <c>hh:mm:ss change</c>, and says how the queue stands.</summary>
    public string Step(SemanticsDoc.Example example)
    {
        var words = example.Given.Split(' ');
        QueueChange change = words[1] switch
        {
            "pause" => new QueueChange.Pause(words.Length > 3 ? string.Join(' ', words[3..]) : null, words[2]),
            "resume" => new QueueChange.Resume(),
            "limit" => new QueueChange.Limit((int?)Limit(words, "concurrency"), Limit(words, "rate")),
            _ => throw new InvalidOperationException($"line {example.Line}: no such change: '{words[1]}'"),
        };
        if (change.ApplyTo(_queue, Midnight + TimeSpan.Parse(words[0], CultureInfo.InvariantCulture)) is not { } after) return "nothing";
        _queue = after;
        return string.Join(", ", Words());
    }

    private IEnumerable<string> Words()
    {
        var why = _queue.PausedReason is { } reason ? $": {reason}" : "";
        yield return _queue.PausedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"paused by {_queue.PausedBy} at {at:HH:mm:ss}{why}") : "active";
        if (_queue.MaxConcurrency is { } most) yield return string.Create(CultureInfo.InvariantCulture, $"at most {most}");
        if (_queue.RatePerSecond is { } rate) yield return string.Create(CultureInfo.InvariantCulture, $"{rate} a second");
    }

    private static double? Limit(string[] words, string name) =>
        words.Where(word => word.StartsWith($"{name}=", StringComparison.Ordinal)).Select(word => (double?)double.Parse(word[(name.Length + 1)..], CultureInfo.InvariantCulture)).SingleOrDefault();
}
