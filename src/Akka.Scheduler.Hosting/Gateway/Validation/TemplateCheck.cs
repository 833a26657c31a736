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
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(7);

    /// <summary>The template; meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public TaskTemplate Check(Wire.TaskSpec spec, FaultList faults)
    {
        TextRules.Name(spec.Name, faults);
        TextRules.Queue(spec.Queue, faults);
        TextRules.Key(spec.FairnessKey, "fairnessKey", faults);
        TextRules.Labels(spec.Labels, "labels", faults);
        TextRules.Labels(spec.Requires, "requires", faults);
        var payload = Payload(spec, faults);
        SpanRules.Within("ttl", spec.Ttl, Shortest, limits.MaxDelay, faults);
        SpanRules.Within("timeout", spec.Timeout, Shortest, LongestTimeout, faults);
        SpanRules.Within("totalTimeout", spec.TotalTimeout, Shortest, limits.MaxDelay, faults);
        Unique(spec, faults);
        if (spec is { Delivery: Wire.WireDelivery.AtMostOnce, OnLost: Wire.WireLossPolicy.Retry })
            faults.Add("onLost", "must not be retry for a task that runs at most once: leave it out, or choose delivery atLeastOnce");
        return new()
        {
            Name = spec.Name,
            Labels = spec.Labels is { Count: > 0 } labels ? labels : TaskTemplate.NoLabels,
            FairnessKey = spec.FairnessKey,
            Requires = spec.Requires is { Count: > 0 } requires ? requires : TaskTemplate.NoLabels,
            Executor = spec.Executor,
            Payload = payload,
            Queue = spec.Queue ?? TaskTemplate.DefaultQueue,
            Priority = (TaskPriority)(spec.Priority ?? Wire.WirePriority.Normal),
            Ttl = spec.Ttl,
            Timeout = spec.Timeout ?? defaultTimeout,
            Retry = RetryCheck.Check(spec.Retry, faults),
            Delivery = (DeliveryGuarantee)(spec.Delivery ?? Wire.WireDelivery.AtLeastOnce),
            OnLost = (LossPolicy)(spec.OnLost ?? Wire.WireLossPolicy.Retry),
            TotalTimeout = spec.TotalTimeout,
            UniqueKey = spec.UniqueKey,
            UniqueFor = spec.UniqueFor ?? TimeSpan.Zero,
            Limit = LimitRules.Check(spec, faults),
            Split = SplitCheck.Check(spec, payload?.Length ?? 0, Check, faults),
        };
    }

    private string? Payload(Wire.TaskSpec spec, FaultList faults)
    {
        var given = spec.Payload is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value ? value : (JsonElement?)null;
        var raw = given is { } json ? JsonMarshal.GetRawUtf8Value(json) : default;
        if (raw.Length > limits.MaxPayload)
        {
            faults.Add("payload", $"is {raw.Length} bytes long; at most {limits.MaxPayload} are allowed (limits.max-payload)", Problems.PayloadTooLarge);
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
            faults.AddSentence(problem.Field.Length == 0 ? "payload" : $"payload.{problem.Field}", problem.Message);
        }

        return given?.GetRawText();
    }

    private void Unique(Wire.TaskSpec spec, FaultList faults)
    {
        if (spec.UniqueKey is { } key && UniqueRules.Problem(key) is { } problem) faults.Add("uniqueKey", problem);
        if (spec is { UniqueKey: null, UniqueFor: not null }) faults.Add("uniqueFor", "says how long a uniqueKey stays taken: give one, or leave it out");
        SpanRules.Within("uniqueFor", spec.UniqueFor, TimeSpan.Zero, limits.MaxDelay, faults);
    }
}
