using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>What is said between the shards that have tasks of a limit and the shard that keeps it.</summary>
/// <remarks>All of it is absolute and names the terms of both sides, so that what is lost, doubled, late or said by a former owner harms nothing.</remarks>
public abstract record LimitMessage
{
    private LimitMessage() { }

    /// <summary>The keeper asks a shard how it stands. From then on the shard takes permits of no earlier term of the keeper.</summary>
    /// <param name="Keeper">The keeper's shard.</param>
    /// <param name="Epoch">The keeper's term.</param>
    /// <param name="Limit">With which limit; absent: with all that this shard keeps.</param>
    /// <param name="Terms">What that one allows.</param>
    /// <param name="ReplyTo">The keeper.</param>
    public sealed record Ask(int Keeper, long Epoch, LimitName? Limit, LimitTerms Terms, ActorRef<ShardMessage> ReplyTo) : LimitMessage;

    /// <summary>A shard says how it stands.</summary>
    /// <param name="Shard">Which shard.</param>
    /// <param name="Epoch">Its term.</param>
    /// <param name="Sequence">Rises with each report of the term to this keeper.</param>
    /// <param name="KeeperEpoch">The keeper's latest term that it knows of: it takes permits of no earlier one.</param>
    /// <param name="IsWhole">Whether it has nothing to do with any other limit of this keeper.</param>
    /// <param name="Claims">How it stands.</param>
    /// <param name="ReplyTo">The shard.</param>
    public sealed record Report(
        int Shard, long Epoch, long Sequence, long KeeperEpoch, bool IsWhole, IReadOnlyList<LimitClaim> Claims, ActorRef<ShardMessage> ReplyTo) : LimitMessage;

    /// <summary>The keeper says how many permits a shard was granted.</summary>
    /// <param name="Keeper">The keeper's shard.</param>
    /// <param name="KeeperEpoch">The keeper's term.</param>
    /// <param name="Epoch">The shard's term.</param>
    /// <param name="Limit">Of which limit.</param>
    /// <param name="Account">On which account of the shard.</param>
    /// <param name="Granted">How many, in all.</param>
    /// <param name="Terms">Of a key: what the shard had said that it allows, the widest of all grants that it may not have heard of; a task that allows fewer
    /// cannot use them. Of a queue: the oldest version that one of these was granted under.</param>
    /// <param name="Stamp">The claim that the first of these answers. A permit of a limited rate holds for a second from there.</param>
    /// <param name="IsTimed">Whether the rate is limited.</param>
    public sealed record Share(
        int Keeper, long KeeperEpoch, long Epoch, LimitName Limit, long Account, long Granted, LimitTerms Terms, long Stamp, bool IsTimed) : LimitMessage;

    /// <summary>Somebody wants to know what a task waits for. Its shard passes it on to the keeper, or says that it waits for no limit.</summary>
    /// <param name="Task">Which task.</param>
    /// <param name="ReplyTo">Who asks.</param>
    public sealed record AskAfter(TaskId Task, ActorRef<LimitStanding> ReplyTo) : LimitMessage;

    /// <summary>Somebody wants to know where a task stands in the line of the whole cluster.</summary>
    /// <param name="Limit">The limit that it waits for.</param>
    /// <param name="Shard">Its shard.</param>
    /// <param name="Before">How many of that shard are before it.</param>
    /// <param name="Priority">How urgent it is.</param>
    /// <param name="Since">Since when it may start.</param>
    /// <param name="ReplyTo">Who asks.</param>
    public sealed record AskKeeper(LimitName Limit, int Shard, int Before, TaskPriority Priority, DateTimeOffset Since, ActorRef<LimitStanding> ReplyTo) : LimitMessage;
}
