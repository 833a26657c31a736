using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Task templates on the wire. What has its default value takes one bit.</summary>
internal static class TemplateFields
{
    [Flags]
    private enum Has
    {
        Nothing = 0,
        Name = 1,
        Labels = 2,
        Payload = 4,
        Queue = 8,
        Ttl = 16,
        Timeout = 32,
        Retry = 64,
        Requires = 128,
        OnLost = 256,
        TotalTimeout = 512,
        UniqueKey = 4096,
        UniqueFor = 16384,
        Limit = 1024,
        FairnessKey = 8192,
        Split = 32768,
    }

    public static void Write(this ref WireWriter to, TaskTemplate template)
    {
        var has = HasOf(template);
        to.Unsigned((ulong)has);
        to.Text(template.Executor);
        to.Byte((byte)template.Priority);
        to.Byte((byte)template.Delivery);
        if (has.HasFlag(Has.Name)) to.Text(template.Name!);
        if (has.HasFlag(Has.Labels)) to.Labels(template.Labels);
        if (has.HasFlag(Has.Payload)) to.Text(template.Payload!);
        if (has.HasFlag(Has.Queue)) to.Text(template.Queue);
        if (has.HasFlag(Has.Ttl)) to.Span(template.Ttl!.Value);
        if (has.HasFlag(Has.Timeout)) to.Span(template.Timeout);
        if (has.HasFlag(Has.Retry)) to.Write(template.Retry);
        if (has.HasFlag(Has.Requires)) to.Labels(template.Requires);
        if (has.HasFlag(Has.OnLost)) to.Byte((byte)template.OnLost);
        if (has.HasFlag(Has.TotalTimeout)) to.Span(template.TotalTimeout!.Value);
        if (has.HasFlag(Has.UniqueKey)) to.Text(template.UniqueKey!);
        if (has.HasFlag(Has.UniqueFor)) to.Span(template.UniqueFor);
        if (has.HasFlag(Has.Limit)) to.Write(template.Limit!);
        if (has.HasFlag(Has.FairnessKey)) to.Text(template.FairnessKey!);
        if (has.HasFlag(Has.Split)) to.Write(template.Split!);
    }

    /// <param name="from">Where it stands.</param>
    /// <param name="reduces">Whether it is what gathers the parts of another one.</param>
    public static TaskTemplate Template(this ref WireReader from, bool reduces = false)
    {
        var has = (Has)from.Count();
        return new()
        {
            Executor = from.Text(),
            Priority = from.Priority(),
            Delivery = from.Delivery(),
            Name = has.HasFlag(Has.Name) ? from.Text() : null,
            Labels = has.HasFlag(Has.Labels) ? from.Labels() : TaskTemplate.NoLabels,
            Payload = has.HasFlag(Has.Payload) ? from.Text() : null,
            Queue = has.HasFlag(Has.Queue) ? from.Text() : TaskTemplate.DefaultQueue,
            Ttl = has.HasFlag(Has.Ttl) ? from.Span() : null,
            Timeout = has.HasFlag(Has.Timeout) ? from.Span() : TaskTemplate.DefaultTimeout,
            Retry = has.HasFlag(Has.Retry) ? from.Retry() : RetryPolicy.Default,
            Requires = has.HasFlag(Has.Requires) ? from.Labels() : TaskTemplate.NoLabels,
            OnLost = has.HasFlag(Has.OnLost) ? (LossPolicy)from.Choice((byte)LossPolicy.Fail, "loss policy") : LossPolicy.Retry,
            TotalTimeout = has.HasFlag(Has.TotalTimeout) ? from.Span() : null,
            UniqueKey = has.HasFlag(Has.UniqueKey) ? from.Text() : null,
            UniqueFor = has.HasFlag(Has.UniqueFor) ? from.Span() : TimeSpan.Zero,
            Limit = has.HasFlag(Has.Limit) ? from.KeyLimit() : null,
            FairnessKey = has.HasFlag(Has.FairnessKey) ? from.Text() : null,
            Split = !has.HasFlag(Has.Split) ? null : reduces ? throw new FormatException("what reduces is not split") : from.Split(),
        };
    }

    public static void Labels(this ref WireWriter to, IReadOnlyDictionary<string, string> labels)
    {
        to.Count(labels.Count);
        foreach (var (key, value) in labels)
        {
            to.Text(key);
            to.Text(value);
        }
    }

    public static IReadOnlyDictionary<string, string> Labels(this ref WireReader from)
    {
        var count = from.CountOf(2);
        var labels = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            if (!labels.TryAdd(from.Text(), from.Text())) throw new FormatException("a label is there twice");
        }

        return labels;
    }

    public static TaskPriority Priority(this ref WireReader from) => (TaskPriority)from.Choice((byte)TaskPriority.Urgent, "priority");

    private static DeliveryGuarantee Delivery(this ref WireReader from) => (DeliveryGuarantee)from.Choice((byte)DeliveryGuarantee.AtMostOnce, "guarantee");

    private static void Write(this ref WireWriter to, KeyLimit limit)
    {
        to.Text(limit.Key);
        to.Flag(limit.MaxConcurrency is not null);
        if (limit.MaxConcurrency is { } max) to.Signed(max);
        to.Flag(limit.RatePerSecond is not null);
        if (limit.RatePerSecond is { } rate) to.Real(rate);
    }

    private static KeyLimit KeyLimit(this ref WireReader from) => new(from.Text(), from.Flag() ? from.Int() : null, from.Flag() ? from.Real() : null);

    private static Has HasOf(TaskTemplate template) =>
        (template.Name is null ? 0 : Has.Name)
        | (template.Labels.Count == 0 ? 0 : Has.Labels)
        | (template.Payload is null ? 0 : Has.Payload)
        | (template.Queue == TaskTemplate.DefaultQueue ? 0 : Has.Queue)
        | (template.Ttl is null ? 0 : Has.Ttl)
        | (template.Timeout == TaskTemplate.DefaultTimeout ? 0 : Has.Timeout)
        | (template.Retry == RetryPolicy.Default ? 0 : Has.Retry)
        | (template.Requires.Count == 0 ? 0 : Has.Requires)
        | (template.OnLost == LossPolicy.Retry ? 0 : Has.OnLost)
        | (template.TotalTimeout is null ? 0 : Has.TotalTimeout)
        | (template.UniqueKey is null ? 0 : Has.UniqueKey)
        | (template.UniqueFor == TimeSpan.Zero ? 0 : Has.UniqueFor)
        | (template.FairnessKey is null ? 0 : Has.FairnessKey)
        | (template.Split is null ? 0 : Has.Split)
        | (template.Limit is null ? 0 : Has.Limit);
}
