using System.Collections.Immutable;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>
/// Everything that a simulated store holds, as one immutable value. A step makes another value, so every step is atomic, an older
/// value can be put back, and a checker may keep as many of them as it likes.
/// </summary>
public sealed record StoreState
{
    /// <summary>A new store: no cluster has joined it yet.</summary>
    public static StoreState Empty { get; } = new();

    /// <summary>What the first node that joined said that all must agree on.</summary>
    public ClusterShape? Shape { get; init; }

    /// <summary>The nodes by their id.</summary>
    public ImmutableSortedDictionary<string, MemberRow> Members { get; init; } = ByText<MemberRow>();

    /// <summary>Rises whenever an older state is put back.</summary>
    public int Timeline { get; init; }

    /// <summary>When the nodes that left or died did so, by their id.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Ended { get; init; } = ByText<DateTimeOffset>();

    /// <summary>The shard map that was published last.</summary>
    public ShardMap Map { get; init; } = ShardMap.None;

    /// <summary>The shards by number, the singleton's (−1) among them.</summary>
    public ImmutableSortedDictionary<int, ShardState> Shards { get; init; } = ImmutableSortedDictionary<int, ShardState>.Empty;

    /// <summary>The schedules by their id.</summary>
    public ImmutableSortedDictionary<string, ScheduleRow> Schedules { get; init; } = ByText<ScheduleRow>();

    /// <summary>The calendars by their id.</summary>
    public ImmutableSortedDictionary<string, CalendarRow> Calendars { get; init; } = ByText<CalendarRow>();

    /// <summary>The records of instants, by schedule, instant and kind.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<(DateTimeOffset, OccurrenceKind), OccurrenceRow>> Occurrences { get; init; } =
        ByText<ImmutableSortedDictionary<(DateTimeOffset, OccurrenceKind), OccurrenceRow>>();

    /// <summary>The claimed idempotency keys.</summary>
    public ImmutableSortedDictionary<string, ClaimedKey> Keys { get; init; } = ByText<ClaimedKey>();

    /// <summary>Who has which unique key.</summary>
    public ImmutableSortedDictionary<string, KeyHolder> UniqueKeys { get; init; } = ByText<KeyHolder>();

    /// <summary>What is set for queues, by name.</summary>
    public ImmutableSortedDictionary<string, QueueSettings> Queues { get; init; } = ByText<QueueSettings>();

    /// <summary>All that was ever set for queues, in order.</summary>
    public ImmutableList<QueueEdit> QueueChanges { get; init; } = [];

    /// <summary>Captured output by task.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<LogChunk>> Output { get; init; } = ByText<ImmutableList<LogChunk>>();

    /// <summary>How many batches of tasks all shards together have applied.</summary>
    public long Batches { get; init; }

    /// <summary>The position that the next inbox row or piece of output gets; never given twice.</summary>
    public long NextPosition { get; init; } = 1;

    /// <summary>An empty map with ordinal order.</summary>
    internal static ImmutableSortedDictionary<string, T> ByText<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);

    /// <summary>Which store the nodes see.</summary>
    internal StoreIdentity Identity => new("simulated", Timeline);

    /// <summary>This state with another value for one shard.</summary>
    internal StoreState With(int shard, ShardState value) => this with { Shards = Shards.SetItem(shard, value) };
}

/// <summary>What was set for a queue at one moment.</summary>
/// <param name="Settings">The settings from then on.</param>
/// <param name="At">When.</param>
public sealed record QueueEdit(QueueSettings Settings, DateTimeOffset At);

/// <summary>A claimed idempotency key.</summary>
/// <param name="BodyHash">The hash of the body, in hexadecimal.</param>
/// <param name="At">When it was claimed.</param>
public sealed record ClaimedKey(string BodyHash, DateTimeOffset At);
