using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.TestKit;

namespace Akka.Scheduler.Benchmarks.Storage;

/// <summary>Owners of all shards that start and finish tasks through the store, each with one batch out at a time, as the engine does.</summary>
internal sealed class StoreLoad
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly StorePorts _store;
    private readonly AcquiredShard[] _owned;
    private readonly long[] _seq;
    private readonly Guid[] _last;
    private readonly Random _random = new(1);

    private StoreLoad(StorePorts store, IReadOnlyList<AcquiredShard> owned)
    {
        _store = store;
        _owned = [.. owned];
        _seq = [.. owned.Select(shard => shard.LogSeq)];
        _last = [.. owned.Select(shard => shard.BatchId)];
    }

    /// <summary>Joins as a new incarnation and takes the first <paramref name="shards"/> of the cluster's shards (of <paramref name="all"/>; as many, if absent).</summary>
    public static async Task<StoreLoad> JoinAsync(StorePorts store, int shards, int? all = null)
    {
        var node = new NodeIncarnation("bench", Guid.CreateVersion7());
        if (await store.Membership.JoinUpAsync(node, new("bench", all ?? shards)) is not JoinOutcome.Joined)
            throw new InvalidOperationException("the store belongs to something else");
        return new(store, await store.Ownership.AcquireAsync([.. Enumerable.Range(0, shards)], node, forced: true, "benchmark", Never));
    }

    /// <summary>Stores tasks, then measures starting and finishing all of them.</summary>
    public async Task<Measured> RunAsync(int tasks, int batch)
    {
        var work = new List<(ShardStep Start, ShardStep Finish)>[_owned.Length];
        for (var shard = 0; shard < work.Length; shard++)
        {
            work[shard] = [];
            for (var left = tasks / work.Length; left > 0; left -= batch)
            {
                var created = Enumerable.Range(0, Math.Min(batch, left)).Select(_ => TaskRules.Create(Spec())).ToList();
                await CommitAsync(shard, ShardStep.Of(ChangeKind.Insert, created));
                var started = created.ConvertAll(step => TaskRules.Start(
                    step.After, new(NewId()), new WorkerId("bench"), 1, DateTimeOffset.UtcNow)!);
                var finished = started.ConvertAll(step => AttemptRules.Finish(
                    step.After, step.After.Open!.Id, new AttemptOutcome.Succeeded(null), DateTimeOffset.UtcNow, 0));
                work[shard].Add((ShardStep.Of(ChangeKind.UpdateState, started), ShardStep.Of(ChangeKind.Archive, finished)));
            }
        }

        return await Measured.OfAsync(() => Task.WhenAll(work.Select(async (steps, shard) =>
        {
            foreach (var (start, finish) in steps)
            {
                await CommitAsync(shard, start);
                await CommitAsync(shard, finish);
            }
        })));
    }

    private async Task CommitAsync(int shard, ShardStep step)
    {
        var batch = new ShardBatch(_owned[shard].Term, _seq[shard], NewId()) { PreviousBatch = _last[shard], Changes = step.Changes, History = step.History };
        if (await _store.Shards.CommitAsync(batch, Never) is not CommitOutcome.Applied)
            throw new InvalidOperationException("a commit was not applied");
        _seq[shard]++;
        _last[shard] = batch.BatchId;
    }

    private static TaskSpec Spec()
    {
        var now = DateTimeOffset.UtcNow;
        return new(TaskId.From(Guid.CreateVersion7(now)), new TaskTemplate { Executor = "noop", Payload = """{"n":12345,"k":"abcdefghijklmnop"}""" }, now, now);
    }

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_random) _random.NextBytes(bytes);
        return new(bytes);
    }
}

/// <summary>The same step of several tasks, as one batch holds it.</summary>
internal sealed record ShardStep(IReadOnlyList<TaskChange> Changes, IReadOnlyList<HistoryEntry> History)
{
    public static ShardStep Of(ChangeKind kind, List<TaskStep> steps) =>
        new(steps.ConvertAll(step => new TaskChange(kind, step.After)), steps.ConvertAll(step => step.Entry));
}
