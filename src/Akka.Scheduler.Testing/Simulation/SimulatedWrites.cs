using System.Globalization;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Everything that a client may change.</summary>
internal sealed class SimulatedWrites(StoreCalls calls, SimulatedReads reads)
    : IMembershipStore, IShardOwnership, IInboxStore, IAttemptLogStore, IIdempotencyStore, IRetention
{
    public Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel)
    {
        var seen = calls.Store.Weakness.HasFlag(StoreWeakness.KeysLookedUpEarly) ? calls.Store.State : null;
        return CommitAsync(StoreOperation.Commit, batch, (state, now) => ShardCommits.Apply(state, seen, batch, now), cancel);
    }

    public Task<CommitOutcome> CommitAsync(ScheduleBatch batch, CancellationToken cancel) => CommitAsync(
        StoreOperation.ScheduleCommit, batch, (state, now) => ScheduleCommits.Apply(state, batch, now), cancel);

    public Task<JoinOutcome> JoinAsync(NodeIncarnation node, ClusterShape shape, MemberProfile profile, CancellationToken cancel) =>
        calls.WriteAsync(
            StoreOperation.Join, node.ToString(), (state, _) => MembershipSteps.Join(state, node, shape, profile), null, cancel);

    public Task<Renewal> RenewAsync(NodeIncarnation node, CancellationToken cancel) =>
        calls.WriteAsync(
            StoreOperation.Renew, node.ToString(), (state, _) => MembershipSteps.Renew(state, node), _ => Renewal.Unknown, cancel);

    public Task<bool> MoveAsync(NodeIncarnation node, MemberState to, CancellationToken cancel) =>
        calls.WriteAsync(
            StoreOperation.Move, node.ToString(), (state, now) => MembershipSteps.Move(state, node, to, now), null, cancel);

    public Task<bool> DeclareDeadAsync(MemberRow seen, CancellationToken cancel) =>
        calls.WriteAsync(
            StoreOperation.DeclareDead, seen.Node.ToString(), (state, now) => MembershipSteps.DeclareDead(state, seen, now), null, cancel);

    public Task<IReadOnlyList<string>> ForgetAsync(DateTimeOffset before, CancellationToken cancel) =>
        calls.WriteAsync(StoreOperation.Retention, "forget", (state, _) => MembershipSteps.Forget(state, before), null, cancel);

    Task<IReadOnlyList<MemberRow>> IMembershipStore.ReadAsync(CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<MemberRow>>("members", state => [.. state.Members.Values], cancel);

    public Task<IReadOnlyList<AcquiredShard>> AcquireAsync(
        IReadOnlyList<int> shards, NodeIncarnation owner, bool forced, string reason, Guid batchId, CancellationToken cancel) =>
        calls.WriteAsync(
            StoreOperation.Acquire,
            string.Join(' ', shards),
            (state, now) => calls.Store.Acquire(state, shards, owner, forced, reason, batchId, now),
            null,
            cancel);

    public Task ReleaseAsync(ShardTerm term, Guid lastBatch, CancellationToken cancel) =>
        calls.WriteAsync(StoreOperation.Release, Name(term.Shard), state => OwnershipSteps.Release(state, term, lastBatch), cancel);

    Task<IReadOnlyList<ShardRow>> IShardOwnership.ReadAsync(CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<ShardRow>>(
            "shards",
            state => [.. state.Shards.Select(each => new ShardRow(each.Key, each.Value.Owner, each.Value.Epoch, each.Value.LogSeq))],
            cancel);

    public Task<ShardMap> ReadMapAsync(CancellationToken cancel) => reads.ReadAsync("map", state => state.Map, cancel);

    public Task<bool> PublishMapAsync(ShardTerm singleton, ShardMap next, CancellationToken cancel) =>
        calls.WriteAsync(StoreOperation.PublishMap, "map", (state, _) => OwnershipSteps.Publish(state, singleton, next), null, cancel);

    public Task InsertAsync(IReadOnlyList<InboxInsert> rows, CancellationToken cancel) =>
        calls.WriteAsync(StoreOperation.InboxInsert, "inbox", state => InboxSteps.Insert(state, rows), cancel);

    public Task<IReadOnlyList<int>> ShardsWithRowsAsync(CancellationToken cancel) =>
        reads.ReadAsync<IReadOnlyList<int>>(
            "inbox", state => [.. state.Shards.Where(each => !each.Value.Inbox.IsEmpty).Select(each => each.Key)], cancel);

    public Task AppendAsync(IReadOnlyList<LogChunk> chunks, CancellationToken cancel) =>
        calls.WriteAsync(StoreOperation.LogAppend, "output", state => Append(state, chunks), cancel);

    public Task<KeyClaim> ClaimAsync(string key, ReadOnlyMemory<byte> bodyHash, DateTimeOffset now, CancellationToken cancel)
    {
        var hash = Convert.ToHexString(bodyHash.Span);
        return calls.WriteAsync(StoreOperation.ClaimKey, key, (state, _) => Claim(state, key, new(hash, now)), null, cancel);
    }

    /// <remarks>Nothing to open: rows here do not live in partitions.</remarks>
    public Task PrepareAsync(DateTimeOffset now, CancellationToken cancel) =>
        calls.WriteAsync(StoreOperation.Retention, "prepare", state => state, cancel);

    public Task<IReadOnlyList<string>> DropAsync(RetentionLimits limits, DateTimeOffset now, CancellationToken cancel) =>
        calls.WriteAsync(StoreOperation.Retention, "drop", (state, _) => RetentionSteps.Drop(state, limits, now), null, cancel);

    private Task<CommitOutcome> CommitAsync(
        StoreOperation operation, FencedBatch batch, Func<StoreState, DateTimeOffset, (StoreState State, CommitOutcome Outcome)> apply, CancellationToken cancel)
    {
        var seen = calls.Store.State;
        return calls.WriteAsync(operation, Name(batch.Term.Shard), (state, now) => calls.Store.Commit(state, seen, batch, now, apply), Outcome, cancel);
    }

    private static string Name(int shard) => string.Create(CultureInfo.InvariantCulture, $"shard {shard}");

    private static CommitOutcome Outcome(CallFailure failure) =>
        failure switch
        {
            CallFailure.Refused => new CommitOutcome.Refused("the store refused", Transient: true),
            CallFailure.Unknown => new CommitOutcome.Unknown("no answer in time"),
            _ => new CommitOutcome.Unknown("the caller gave up waiting"),
        };

    private static (StoreState State, KeyClaim Claim) Claim(StoreState state, string key, ClaimedKey claim) =>
        state.Keys.TryGetValue(key, out var there)
            ? (state, there.BodyHash == claim.BodyHash ? KeyClaim.Repeated : KeyClaim.Conflict)
            : (state with { Keys = state.Keys.Add(key, claim) }, KeyClaim.New);

    private static StoreState Append(StoreState state, IReadOnlyList<LogChunk> chunks)
    {
        var output = state.Output.ToBuilder();
        var position = state.NextPosition;
        foreach (var chunk in chunks)
        {
            var earlier = output.TryGetValue(chunk.Task.Value, out var there) ? there : [];
            output[chunk.Task.Value] = earlier.Add(chunk with { Position = position++ });
        }

        return state with { Output = output.ToImmutable(), NextPosition = position };
    }
}
