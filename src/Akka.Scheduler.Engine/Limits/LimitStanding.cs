namespace Akka.Scheduler.Engine.Limits;

/// <summary>How a task stands with the limit that it waits for.</summary>
/// <param name="Limit">Which; absent when it waits for none, as far as its owner knows.</param>
/// <param name="Terms">What that allows now.</param>
/// <param name="Held">How many attempts run under it, or were granted a permit just now.</param>
/// <param name="Position">Its place in the line of the whole cluster, from 1: one more than those before it in its own shard, and what other shards have
/// told of that is more urgent, or as urgent and older. Those are told of in bulk, so it may be off while many come at once.</param>
public sealed record LimitStanding(LimitName? Limit, LimitTerms Terms, int Held, int Position)
{
    /// <summary>It waits for none.</summary>
    public static LimitStanding None { get; } = new(null, default, 0, 0);
}
