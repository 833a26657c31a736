using Akka.Scheduler.Cluster.Sharding;

namespace Akka.Scheduler.Engine.Storage;

/// <summary>What every batch says to the fence. It is applied as a whole or not at all, and at most once however often it is sent.</summary>
/// <remarks>
/// <para>Applied only if the shard's row still holds (epoch, owner incarnation, <see cref="ExpectedSeq"/>, <see cref="PreviousBatch"/>), checked under
/// its lock; it then holds <see cref="BatchId"/>, so the batches of a term are a chain that begins with its take-over.</para>
/// <para>The chain is what tells a lost future from the present: when the store goes back to an older state, epoch and sequence are given a second
/// time, even to the same incarnation, but ids are not.</para>
/// </remarks>
/// <param name="Term">The owner's term.</param>
/// <param name="ExpectedSeq">The shard's log sequence before this batch; it is one more afterwards.</param>
/// <param name="BatchId">Names the batch, so that a resend is recognised. Never used for another one.</param>
public abstract record FencedBatch(ShardTerm Term, long ExpectedSeq, Guid BatchId)
{
    /// <summary>The id of the batch before this one; for the first of a term that of its take-over, <see cref="AcquiredShard.BatchId"/>.</summary>
    public required Guid PreviousBatch { get; init; }
}
