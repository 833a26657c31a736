using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>What is said about limits, on the wire.</summary>
internal static class LimitFields
{
    private const byte Ask = 0;
    private const byte Report = 1;
    private const byte Share = 2;
    private const byte AskAfter = 3;
    private const byte AskKeeper = 4;
    private const int LeastClaim = 21;

    public static void Write(this ref WireWriter to, LimitMessage message)
    {
        switch (message)
        {
            case LimitMessage.Ask ask:
                to.Byte(Ask);
                to.Count(ask.Keeper);
                to.Signed(ask.Epoch);
                to.OptionalText(ask.Limit?.Value);
                to.Write(ask.Terms);
                to.Actor(ask.ReplyTo);
                break;
            case LimitMessage.Report report:
                to.Byte(Report);
                to.Count(report.Shard);
                to.Signed(report.Epoch);
                to.Signed(report.Sequence);
                to.Signed(report.KeeperEpoch);
                to.Flag(report.IsWhole);
                to.Count(report.Claims.Count);
                foreach (var claim in report.Claims) Write(ref to, claim);
                to.Actor(report.ReplyTo);
                break;
            case LimitMessage.Share share:
                to.Byte(Share);
                to.Count(share.Keeper);
                to.Signed(share.KeeperEpoch);
                to.Signed(share.Epoch);
                to.Text(share.Limit.Value);
                to.Signed(share.Account);
                to.Signed(share.Granted);
                to.Write(share.Terms);
                to.Signed(share.Stamp);
                to.Flag(share.IsTimed);
                break;
            case LimitMessage.AskAfter ask:
                to.Byte(AskAfter);
                to.Write(ask.Task);
                to.Actor(ask.ReplyTo);
                break;
            case LimitMessage.AskKeeper ask:
                to.Byte(AskKeeper);
                to.Text(ask.Limit.Value);
                to.Count(ask.Shard);
                to.Count(ask.Before);
                to.Byte((byte)ask.Priority);
                to.Time(ask.Since);
                to.Actor(ask.ReplyTo);
                break;
            default: throw new NotSupportedException($"{message.GetType().Name} is not encoded");
        }
    }

    public static LimitMessage LimitMessage(this ref WireReader from) => from.Byte() switch
    {
        Ask => new LimitMessage.Ask(from.Count(), from.Signed(), from.OptionalText() is { } name ? new LimitName(name) : null, from.LimitTerms(), from.Actor<ShardMessage>()),
        Report => new LimitMessage.Report(from.Count(), from.Signed(), from.Signed(), from.Signed(), from.Flag(), Claims(ref from), from.Actor<ShardMessage>()),
        Share => new LimitMessage.Share(
            from.Count(), from.Signed(), from.Signed(), new(from.Text()), from.Signed(), from.Signed(), from.LimitTerms(), from.Signed(), from.Flag()),
        AskAfter => new LimitMessage.AskAfter(from.TaskId(), from.Actor<LimitStanding>()),
        AskKeeper => new LimitMessage.AskKeeper(new(from.Text()), from.Count(), from.Count(), from.Priority(), from.Time(), from.Actor<LimitStanding>()),
        var other => throw new FormatException($"nothing about limits has the number {other}"),
    };

    public static void Write(this ref WireWriter to, LimitTerms terms)
    {
        to.Flag(terms.MaxConcurrency is not null);
        if (terms.MaxConcurrency is { } max) to.Signed(max);
        to.Flag(terms.RatePerSecond is not null);
        if (terms.RatePerSecond is { } rate) to.Real(rate);
        to.Signed(terms.Version);
    }

    public static LimitTerms LimitTerms(this ref WireReader from) => new(from.Flag() ? from.Int() : null, from.Flag() ? from.Real() : null, from.Signed());

    private static void Write(ref WireWriter to, LimitClaim claim)
    {
        to.Text(claim.Limit.Value);
        to.Write(claim.Terms);
        to.Signed(claim.Account);
        to.Signed(claim.Granted);
        to.Signed(claim.Returned);
        to.Count(claim.Extra);
        to.Count(claim.Waiting.Low);
        to.Count(claim.Waiting.Normal);
        to.Count(claim.Waiting.High);
        to.Count(claim.Waiting.Urgent);
        to.Time(claim.Oldest);
        to.Signed(claim.Stamp);
    }

    private static LimitClaim[] Claims(ref WireReader from)
    {
        var claims = new LimitClaim[from.CountOf(LeastClaim)];
        for (var i = 0; i < claims.Length; i++)
        {
            claims[i] = new(
                new(from.Text()), from.LimitTerms(), from.Signed(), from.Signed(), from.Signed(), from.Count(),
                new ReadyCounts(from.Count(), from.Count(), from.Count(), from.Count()), from.Time(), from.Signed());
        }

        return claims;
    }
}
