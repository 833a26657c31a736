using Akka.Scheduler.Domain.Tasks;
using Wire = Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Checks a retry rule, and turns it into the domain's words.</summary>
internal static class RetryCheck
{
    private const int MostRetries = 1_000;
    private const int MostRules = 50;
    private const int LongestRule = 200;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(366);

    /// <summary>The policy; meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public static RetryPolicy Check(Wire.RetrySpec? given, FaultList faults)
    {
        if (given is null) return RetryPolicy.Default;
        var backoff = CheckBackoff(given, faults);
        var longest = given.Delays is { Count: > 0 } delays ? delays.Max() : given.Delay ?? TimeSpan.Zero;
        var standard = RetryPolicy.Default;
        var policy = new RetryPolicy(
            given.MaxRetries ?? given.Delays?.Count ?? standard.MaxRetries,
            backoff,
            given.MaxDelay ?? (longest > standard.MaxDelay ? longest : standard.MaxDelay),
            given.Jitter ?? standard.Jitter)
        {
            Errors = Errors(given, faults),
        };
        if (policy.MaxRetries is < 0 or > MostRetries) faults.Add("retry.maxRetries", $"must be from 0 to {MostRetries}");
        SpanRules.Within("retry.delay", given.Delay, TimeSpan.Zero, LongestDelay, faults);
        SpanRules.Within("retry.maxDelay", given.MaxDelay, TimeSpan.Zero, LongestDelay, faults);
        if (policy.MaxDelay < longest || (given is { Delay: null, Delays: null } && policy.MaxDelay < FirstOf(backoff)))
            faults.Add("retry.maxDelay", "must not be shorter than retry.delay, nor than any of retry.delays");
        if (!(policy.Jitter is >= 0 and <= 1)) faults.Add("retry.jitter", "must be from 0 to 1");
        return policy;
    }

    private static Backoff CheckBackoff(Wire.RetrySpec given, FaultList faults)
    {
        var standard = (Backoff.Exponential)RetryPolicy.Default.Backoff;
        var kind = given.Kind ?? (given.Delays is null ? Wire.WireRetryKind.Exponential : Wire.WireRetryKind.List);
        var delay = given.Delay ?? standard.Delay;
        if (kind != Wire.WireRetryKind.Exponential && given.BackoffRate is not null) faults.Add("retry.backoffRate", "is for the kind exponential only; leave it out");
        if (kind != Wire.WireRetryKind.List && given.Delays is not null) faults.Add("retry.delays", "is for the kind list only; leave it out");
        switch (kind)
        {
            case Wire.WireRetryKind.Fixed: return new Backoff.Fixed(delay);
            case Wire.WireRetryKind.Linear: return new Backoff.Linear(delay);
            case Wire.WireRetryKind.List: return Listed(given, faults);
            default:
                var rate = given.BackoffRate ?? standard.Rate;
                if (!(rate is >= 1 and <= 100)) faults.Add("retry.backoffRate", "must be from 1 to 100");
                return new Backoff.Exponential(delay, rate);
        }
    }

    private static Backoff Listed(Wire.RetrySpec given, FaultList faults)
    {
        if (given.Delay is not null) faults.Add("retry.delay", "is not for the kind list: put it into retry.delays");
        if (given.Delays is not { Count: > 0 and <= MostRetries } delays)
        {
            faults.Add("retry.delays", $"must hold 1 to {MostRetries} durations for the kind list");
            return RetryPolicy.Default.Backoff;
        }

        for (var i = 0; i < delays.Count; i++) SpanRules.Within($"retry.delays[{i}]", delays[i], TimeSpan.Zero, LongestDelay, faults);
        return new Backoff.Listed(delays);
    }

    private static TimeSpan FirstOf(Backoff backoff) => TimeSpan.FromTicks((long)backoff.TicksOf(1));

    private static ErrorRules Errors(Wire.RetrySpec given, FaultList faults)
    {
        if (given is { Retryable: null, NonRetryable: null }) return ErrorRules.AsTheExecutorSays;
        Names(given.Retryable, "retry.retryable", faults);
        Names(given.NonRetryable, "retry.nonRetryable", faults);
        foreach (var both in (given.Retryable ?? []).Intersect(given.NonRetryable ?? [], StringComparer.Ordinal))
            faults.Add("retry.retryable", $"has '{both}', and so has retry.nonRetryable; keep one of them");
        return new(given.Retryable ?? [], given.NonRetryable ?? []);
    }

    private static void Names(IReadOnlyList<string>? names, string field, FaultList faults)
    {
        if (names is null) return;
        if (names.Count > MostRules) faults.Add(field, $"may hold at most {MostRules} entries, and holds {names.Count}");
        for (var i = 0; i < Math.Min(names.Count, MostRules); i++)
        {
            if (names[i].Length is 0 or > LongestRule || names[i].Any(char.IsWhiteSpace))
                faults.Add($"{field}[{i}]", $"must be a code, an exception's type or a reason: 1 to {LongestRule} characters without white space");
            TextRules.Storable(names[i], $"{field}[{i}]", faults);
        }
    }
}
