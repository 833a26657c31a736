using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>What a client submits: one of everything that a task can ask for, as often as its weight says.</summary>
/// <remarks>Another kind of task is one more line of <see cref="Kinds"/>, and one in <see cref="Exercise"/> that shows that it came to be.</remarks>
internal sealed class TaskMix
{
    /// <summary>A queue that runs few at once.</summary>
    public const string Narrow = "narrow";

    /// <summary>A queue that starts few a second.</summary>
    public const string Paced = "paced";

    private static readonly object Retry = new { maxRetries = 1000, delay = "200ms", backoffRate = 1.5, maxDelay = "2s" };
    private readonly ClusterRig _rig;
    private readonly Random _random;
    private readonly IReadOnlyList<Func<TaskId, IReadOnlyList<string>, Wish>> _makers;

    public TaskMix(ClusterRig rig, Random random)
    {
        (_rig, _random) = (rig, random);
        _makers = [.. Kinds().SelectMany(kind => Enumerable.Repeat(kind.Make, kind.Weight))];
    }

    /// <summary>The next one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="known">The tasks that this client was told of, the latest one last.</param>
    public Wish Next(TaskId id, IReadOnlyList<string> known) => _makers[_random.Next(_makers.Count)](id, known);

    private IReadOnlyList<(int Weight, Func<TaskId, IReadOnlyList<string>, Wish> Make)> Kinds() =>
    [
        (8, (id, _) => new(Brief(id))),
        (4, (id, _) => new(new { id = id.Value, executor = "http", payload = Call(Up(50)), retry = Retry, timeout = "20s", delay = $"{Up(10_000)}ms" })),
        (2, (id, _) => new(new { id = id.Value, executor = "http", payload = Call(10, failures: _random.Next(1, 3)), retry = Retry, timeout = "20s", priority = "high" })),
        (2, (id, _) => new(new { id = id.Value, executor = "http", payload = Call(Up(400)), retry = Retry, timeout = "20s", delivery = "atMostOnce" })),
        (1, (id, _) => new(new { id = id.Value, executor = "http", payload = Call(_random.Next(2_000, 8_000)), retry = Retry, timeout = "20s", priority = "low" })),
        (1, (id, _) => new(new { id = id.Value, executor = "noop", retry = Retry, ttl = "5m" })),
        (2, (id, _) => new(new { id = id.Value, executor = "shell", payload = new { command = _rig.EffectFile.Work(TimeSpan.FromMilliseconds(Up(500))) }, retry = Retry, timeout = "20s" })),
        .. Limited(),
        (2, (id, _) => Unique(id)),
        (2, (id, known) => After(id, Last(known, 1))),
        (1, (id, known) => After(id, Last(known, _random.Next(2, 6)))),
        (1, (id, _) => new(new { id = id.Value, executor = "http", payload = Call(Up(400)), retry = Retry, timeout = "20s", fanOut = new { parts = _random.Next(2, 7) } })),
    ];

    // The one of the short life waits for its turn longer than it lives, more often than not.
    private IEnumerable<(int Weight, Func<TaskId, IReadOnlyList<string>, Wish> Make)> Limited() =>
    [
        (2, (id, _) => new(new { id = id.Value, executor = "http", payload = Call(Up(50)), retry = Retry, timeout = "20s", concurrencyKey = "one", maxConcurrency = 1 })),
        (1, (id, _) => new(new { id = id.Value, executor = "http", payload = Call(Up(400)), retry = Retry, timeout = "20s", concurrencyKey = "few", maxConcurrency = 3 })),
        (1, (id, _) => new(new { id = id.Value, executor = "noop", retry = Retry, concurrencyKey = "slow", ratePerSecond = 5 })),
        (1, (id, _) => new(new { id = id.Value, executor = "http", payload = Call(_random.Next(1_000, 3_000)), retry = Retry, timeout = "20s", concurrencyKey = "short", maxConcurrency = 1, ttl = "2s" })),
        (1, (id, _) => new(new { id = id.Value, executor = "http", payload = Call(Up(400)), retry = Retry, timeout = "20s", queue = Narrow, fairnessKey = $"tenant-{Up(3)}" })),
        (1, (id, _) => new(new { id = id.Value, executor = "noop", retry = Retry, queue = Paced })),
    ];

    private Wish Unique(TaskId id)
    {
        var conflict = _random.Next(3) switch { 0 => "reject", 1 => "existing", _ => "replace" };
        var key = $"u{Up(4)}";
        return new(new { id = id.Value, executor = "http", payload = Call(Up(400)), retry = Retry, timeout = "20s", delay = $"{Up(1_500)}ms", uniqueKey = key, onConflict = conflict }) { OnConflict = conflict };
    }

    // Only tasks that are known to be there: to wait for another one is refused as long as it is not. The last ones wait themselves at times, which makes chains.
    private Wish After(TaskId id, IReadOnlyList<string> parents)
    {
        if (parents.Count == 0) return new(Brief(id));
        var policy = _random.Next(3) switch { 0 => "fail", 1 => "cancel", _ => "run" };
        return new(new { id = id.Value, executor = "http", payload = Call(Up(50)), retry = Retry, timeout = "20s", dependsOn = parents, onDependencyFailure = policy });
    }

    private object Brief(TaskId id) => new { id = id.Value, executor = "http", payload = Call(Up(50)), retry = Retry, timeout = "20s" };

    private static IReadOnlyList<string> Last(IReadOnlyList<string> known, int count) => [.. known.TakeLast(count)];

    private int Up(int bound) => _random.Next(bound);

    private object Call(int milliseconds, int failures = 0) => new { url = _rig.Effects.Work(TimeSpan.FromMilliseconds(milliseconds), failures), method = "POST" };
}

/// <summary>What a client asks for.</summary>
/// <param name="Body">The request.</param>
internal sealed record Wish(object Body)
{
    /// <summary>What is to happen when its unique key is taken; absent where it has none.</summary>
    public string? OnConflict { get; init; }
}
