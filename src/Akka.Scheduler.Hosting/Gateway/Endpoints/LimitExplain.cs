using System.Globalization;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Limits;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Which limit a task waits for, in words and fields.</summary>
internal static class LimitExplain
{
    /// <summary>The cause; absent when the task waits for no limit.</summary>
    public static async Task<ExplainCause?> CauseOfAsync(TaskSnapshot task, GatewayServices services, CancellationToken cancel)
    {
        var template = task.Spec.Template;
        if (!task.State.IsWaiting() || task.NextStartAt > services.Now) return null;
        if (template.Limit is null && services.Runtime.Engine.QueueBoard.Find(template.Queue) is not ({ MaxConcurrency: not null } or { RatePerSecond: not null })) return null;
        var standing = await services.Tasks.AskLimitAsync(task.Id, cancel);
        return standing.Limit is { } limit ? Cause(limit, standing) : null;
    }

    private static ExplainCause Cause(LimitName limit, LimitStanding standing)
    {
        var (most, rate) = (standing.Terms.MaxConcurrency, standing.Terms.RatePerSecond);
        var facts = new Dictionary<string, string> { [limit.IsQueue ? "queue" : "key"] = limit.Subject, ["position"] = Text(standing.Position), ["running"] = Text(standing.Held) };
        List<string> words = [];
        if (most is { } allowed) words.Add(string.Create(CultureInfo.InvariantCulture, $"{standing.Held} of {allowed} run"));
        if (rate is { } starts) words.Add(string.Create(CultureInfo.InvariantCulture, $"rate {starts}/s"));
        words.Add(string.Create(CultureInfo.InvariantCulture, $"position {standing.Position}"));
        if (most is { } max) facts["maxConcurrency"] = Text(max);
        if (rate is { } perSecond) facts["ratePerSecond"] = perSecond.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Code = limit.IsQueue ? "queueLimit" : "keyLimit",
            Message = $"{(limit.IsQueue ? "queue" : "limit of key")} {limit.Subject}: {string.Join(", ", words)}",
            Facts = facts,
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
