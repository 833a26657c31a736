using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>A schedule's task template as it is stored.</summary>
internal sealed record TemplateDocument
{
    public string? Name { get; init; }

    public SortedDictionary<string, string>? Labels { get; init; }

    public SortedDictionary<string, string>? Requires { get; init; }

    public required string Executor { get; init; }

    public string? Payload { get; init; }

    public required string Queue { get; init; }

    public TaskPriority Priority { get; init; }

    public TimeSpan? Ttl { get; init; }

    public TimeSpan Timeout { get; init; }

    public required RetryDocument Retry { get; init; }

    public DeliveryGuarantee Delivery { get; init; }

    /// <summary>Absent: another attempt.</summary>
    public LossPolicy? OnLost { get; init; }

    public TimeSpan? TotalTimeout { get; init; }

    public string? UniqueKey { get; init; }

    public TimeSpan? UniqueFor { get; init; }

    public KeyLimit? Limit { get; init; }

    public string? FairnessKey { get; init; }

    public SplitDocument? Split { get; init; }

    public static TemplateDocument Of(TaskTemplate template) => new()
    {
        Name = template.Name,
        Labels = template.Labels.Count == 0 ? null : new(template.Labels.ToDictionary(), StringComparer.Ordinal),
        Requires = template.Requires.Count == 0 ? null : new(template.Requires.ToDictionary(), StringComparer.Ordinal),
        Executor = template.Executor,
        Payload = template.Payload,
        Queue = template.Queue,
        Priority = template.Priority,
        Ttl = template.Ttl,
        Timeout = template.Timeout,
        Retry = RetryDocument.Of(template.Retry),
        Delivery = template.Delivery,
        OnLost = template.OnLost == LossPolicy.Retry ? null : template.OnLost,
        TotalTimeout = template.TotalTimeout,
        UniqueKey = template.UniqueKey,
        UniqueFor = template.UniqueFor == TimeSpan.Zero ? null : template.UniqueFor,
        Limit = template.Limit,
        FairnessKey = template.FairnessKey,
        Split = template.Split is { } split ? SplitDocument.Of(split) : null,
    };

    public TaskTemplate ToTemplate() => new()
    {
        Name = Name,
        Labels = Labels ?? TaskTemplate.NoLabels,
        Requires = Requires ?? TaskTemplate.NoLabels,
        Executor = Executor,
        Payload = Payload,
        Queue = Queue,
        Priority = Priority,
        Ttl = Ttl,
        Timeout = Timeout,
        Retry = Retry.ToPolicy(),
        Delivery = Delivery,
        OnLost = OnLost ?? LossPolicy.Retry,
        TotalTimeout = TotalTimeout,
        UniqueKey = UniqueKey,
        UniqueFor = UniqueFor ?? TimeSpan.Zero,
        Limit = Limit,
        FairnessKey = FairnessKey,
        Split = Split?.ToSplit(),
    };
}
