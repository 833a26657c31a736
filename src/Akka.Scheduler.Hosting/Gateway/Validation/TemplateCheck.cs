using System.Runtime.InteropServices;
using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Hosting.Configuration;
using Wire = Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Checks what a task is to do, and turns it into the domain's words. Names every fault, not the first one.</summary>
internal sealed class TemplateCheck(ExecutorRegistry executors, Func<string, bool> isKnownElsewhere, LimitsSection limits, TimeSpan defaultTimeout)
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(366);

    /// <summary>The template; meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public TaskTemplate Check(Wire.TaskSpec spec, FaultList faults)
    {
        TextRules.Name(spec.Name, faults);
        TextRules.Queue(spec.Queue, faults);
        TextRules.Labels(spec.Labels, "labels", faults);
        TextRules.Labels(spec.Requires, "requires", faults);
        Later(spec, faults);
        var payload = Payload(spec, faults);
        Span("ttl", spec.Ttl, TimeSpan.FromMilliseconds(1), limits.MaxDelay, faults);
        Span("timeout", spec.Timeout, TimeSpan.FromMilliseconds(1), LongestTimeout, faults);
        return new()
        {
            Name = spec.Name,
            Labels = spec.Labels is { Count: > 0 } labels ? labels : TaskTemplate.NoLabels,
            Requires = spec.Requires is { Count: > 0 } requires ? requires : TaskTemplate.NoLabels,
            Executor = spec.Executor,
            Payload = payload,
            Queue = spec.Queue ?? TaskTemplate.DefaultQueue,
            Priority = (TaskPriority)(spec.Priority ?? Wire.WirePriority.Normal),
            Ttl = spec.Ttl,
            Timeout = spec.Timeout ?? defaultTimeout,
            Retry = Retry(spec.Retry, faults),
            Delivery = (DeliveryGuarantee)(spec.Delivery ?? Wire.WireDelivery.AtLeastOnce),
        };
    }

    private string? Payload(Wire.TaskSpec spec, FaultList faults)
    {
        var given = spec.Payload is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value ? value : (JsonElement?)null;
        var raw = given is { } json ? JsonMarshal.GetRawUtf8Value(json) : default;
        if (raw.Length > limits.MaxPayload)
        {
            faults.Add("payload", $"is {raw.Length} bytes long; at most {limits.MaxPayload} are allowed (limits.max-payload)", "payloadTooLarge");
            return null;
        }

        if (PayloadRules.Problem(raw) is { } unfit)
        {
            faults.Add("payload", unfit);
            return null;
        }

        if (executors.Find(spec.Executor) is not { } executor)
        {
            if (isKnownElsewhere(spec.Executor)) return given?.GetRawText();
            faults.Add("executor", $"'{spec.Executor}' is not known here; known are {string.Join(", ", executors.Names)}", "unknownExecutor");
        }
        else if (executor.Check(given) is { } problem)
        {
            faults.Add(problem.Field.Length == 0 ? "payload" : $"payload.{problem.Field}", problem.Message);
        }

        return given?.GetRawText();
    }

    private static RetryPolicy Retry(Wire.RetrySpec? given, FaultList faults)
    {
        if (given is null) return RetryPolicy.Default;
        var standard = RetryPolicy.Default;
        var policy = new RetryPolicy(
            given.MaxRetries ?? standard.MaxRetries,
            given.Delay ?? standard.Delay,
            given.BackoffRate ?? standard.BackoffRate,
            given.MaxDelay ?? (given.Delay > standard.MaxDelay ? given.Delay.Value : standard.MaxDelay),
            given.Jitter ?? standard.Jitter);
        if (policy.MaxRetries is < 0 or > 1000) faults.Add("retry.maxRetries", "must be from 0 to 1000");
        Span("retry.delay", given.Delay, TimeSpan.Zero, LongestDelay, faults);
        Span("retry.maxDelay", given.MaxDelay, TimeSpan.Zero, LongestDelay, faults);
        if (policy.MaxDelay < policy.Delay) faults.Add("retry.maxDelay", "must not be shorter than retry.delay");
        if (!(policy.BackoffRate is >= 1 and <= 100)) faults.Add("retry.backoffRate", "must be from 1 to 100");
        if (!(policy.Jitter is >= 0 and <= 1)) faults.Add("retry.jitter", "must be from 0 to 1");
        return policy;
    }

    private static void Span(string field, TimeSpan? given, TimeSpan shortest, TimeSpan longest, FaultList faults)
    {
        if (given is not { } value || (value >= shortest && value <= longest)) return;
        faults.Add(field, $"must be from {Client.Json.WireDuration.Format(shortest)} to {Client.Json.WireDuration.Format(longest)}");
    }

    private static void Later(Wire.TaskSpec spec, FaultList faults)
    {
        faults.NotYet("uniqueKey", spec.UniqueKey is not null);
        faults.NotYet("concurrencyKey", spec.ConcurrencyKey is not null);
        faults.NotYet("maxConcurrency", spec.MaxConcurrency is not null);
    }
}
