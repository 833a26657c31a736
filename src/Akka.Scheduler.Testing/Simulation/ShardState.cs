using System.Collections.Immutable;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>One shard of a simulated store.</summary>
/// <remarks><see cref="Waiting"/> holds exactly the keys of the waiting tasks of <see cref="Live"/>; no id is in both of <see cref="Live"/>
/// and <see cref="Archive"/>.</remarks>
public sealed record ShardState
{
    /// <summary>Who owns it; absent when free.</summary>
    public NodeIncarnation? Owner { get; init; }

    /// <summary>The epoch of the last take-over.</summary>
    public long Epoch { get; init; }

    /// <summary>How many batches and term entries its log holds.</summary>
    public long LogSeq { get; init; }

    /// <summary>The last batch applied, or the take-over before the first one; absent before that.</summary>
    public Guid? LastBatch { get; init; }

    /// <summary>Tasks that are not finished.</summary>
    public ImmutableSortedDictionary<string, TaskSnapshot> Live { get; init; } = StoreState.ByText<TaskSnapshot>();

    /// <summary>The order in which waiting tasks are loaded.</summary>
    internal ImmutableSortedSet<WaitingKey> Waiting { get; init; } = [];

    /// <summary>Finished tasks.</summary>
    public ImmutableSortedDictionary<string, TaskSnapshot> Archive { get; init; } = StoreState.ByText<TaskSnapshot>();

    /// <summary>Tasks accepted without the owner, by position.</summary>
    public ImmutableSortedDictionary<long, TaskSpec> Inbox { get; init; } = ImmutableSortedDictionary<long, TaskSpec>.Empty;

    /// <summary>The positions of <see cref="Inbox"/> by task id.</summary>
    public ImmutableSortedDictionary<string, long> InboxIds { get; init; } = StoreState.ByText<long>();

    /// <summary>Who is to hear of the end of tasks of this shard, by the task and then by child and edge.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<(string Child, int Edge), int>> Followers { get; init; } =
        StoreState.ByText<ImmutableSortedDictionary<(string Child, int Edge), int>>();

    /// <summary>News of ends for tasks of this shard, by position.</summary>
    public ImmutableSortedDictionary<long, SignalRow> Signals { get; init; } = ImmutableSortedDictionary<long, SignalRow>.Empty;

    /// <summary>The history by task id, oldest first; retention shortens it.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<RecordedStep>> Steps { get; init; } =
        StoreState.ByText<ImmutableList<RecordedStep>>();

    /// <summary>The whole log from the first entry on; retention leaves it alone, so that checkers see everything.</summary>
    public ImmutableList<ShardLogEntry> Log { get; init; } = [];
}

/// <summary>An entry of a shard's log. Sequence numbers have no gap, and every epoch begins with its term entry.</summary>
public abstract record ShardLogEntry
{
    private ShardLogEntry() { }

    /// <summary>The entry's number, from 1.</summary>
    public required long LogSeq { get; init; }

    /// <summary>In which epoch it was written.</summary>
    public required long Epoch { get; init; }

    /// <summary>By whom.</summary>
    public required NodeIncarnation Owner { get; init; }

    /// <summary>When the store applied it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A take-over.</summary>
    /// <param name="Reason">Why, in the words of the one who took it.</param>
    public sealed record Term(string Reason) : ShardLogEntry;

    /// <summary>A batch of task changes.</summary>
    /// <param name="Content">The batch.</param>
    public sealed record Tasks(ShardBatch Content) : ShardLogEntry
    {
        /// <summary>The how manieth batch of all shards it is.</summary>
        public required long Place { get; init; }
    }

    /// <summary>A batch of the singleton.</summary>
    /// <param name="Content">The batch.</param>
    public sealed record Schedules(ScheduleBatch Content) : ShardLogEntry;
}
