using Akka.Scheduler.Engine.Dispatch;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>How a shard stands with a limit, by its own word. Absolute: it replaces what the shard said before.</summary>
/// <param name="Limit">Which.</param>
/// <param name="Terms">A queue's limit as the shard knows it; of a key, the narrowest that a task which has not started asks for.</param>
/// <param name="Account">Which account with the keeper: a shard that has closed one opens the next with a higher number.</param>
/// <param name="Granted">How many permits it knows it was granted on this account, in all.</param>
/// <param name="Returned">How many of them it has given back, in all.</param>
/// <param name="Extra">How many of its attempts are open without a permit: found at a take-over, or begun before there was a limit.</param>
/// <param name="Waiting">How many of its tasks wait for a permit.</param>
/// <param name="Oldest">Since when the most urgent of them may start.</param>
/// <param name="Stamp">The shard's monotonic clock, for permits that hold only for a while.</param>
public sealed record LimitClaim(
    LimitName Limit, LimitTerms Terms, long Account, long Granted, long Returned, int Extra, ReadyCounts Waiting, DateTimeOffset Oldest, long Stamp);
