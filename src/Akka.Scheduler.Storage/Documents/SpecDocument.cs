using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>The part of a task's specification that no column holds, as compact JSON text of a known version.</summary>
/// <remarks>
/// <para>In the document: TTL, timeouts, deadline, retry policy, delivery guarantee, what follows a loss, required labels, limit, unique key, fairness key, nominal instant, trace context, dependencies, how it is split, parts. Everything else has a column of its own,
/// the payload too, which storage never parses.</para>
/// <para>A member that has its first version's default is left out, and a document without members is no document (<see langword="null"/>), so
/// that a plain task costs nothing here. Those defaults are part of the format: they stand below and never change, whatever becomes of
/// the defaults of <see cref="TaskTemplate"/>.</para>
/// </remarks>
internal static class SpecDocument
{
    private const int Version = 1;
    private static readonly TimeSpan OmittedTimeout = TimeSpan.FromMinutes(5);
    private static readonly RetryPolicy OmittedRetry = new(3, TimeSpan.FromSeconds(10), 2.0, TimeSpan.FromHours(1), 0.0);

    /// <summary>The document of <paramref name="spec"/>; <see langword="null"/> when it would be empty.</summary>
    public static string? Write(TaskSpec spec)
    {
        var template = spec.Template;
        var plain = template.Ttl is null && template.Timeout == OmittedTimeout && template.Delivery == DeliveryGuarantee.AtLeastOnce
            && template.OnLost == LossPolicy.Retry && template.TotalTimeout is null && spec.Deadline is null && template.FairnessKey is null
            && template.Requires.Count == 0 && template.Limit is null && template.UniqueKey is null && template.Split is null && spec.ScheduledTime is null && spec.TraceParent is null && spec.Dependencies is null && spec.Part is null;
        var ordinary = ReferenceEquals(template.Retry, RetryPolicy.Default) || template.Retry == OmittedRetry;
        if (plain && ordinary) return null;
        return JsonSerializer.Serialize(
            new SpecParts
            {
                Version = Version,
                Ttl = template.Ttl?.Ticks,
                Timeout = template.Timeout == OmittedTimeout ? null : template.Timeout.Ticks,
                Retry = ordinary ? null : RetryParts.Of(template.Retry),
                Delivery = template.Delivery == DeliveryGuarantee.AtLeastOnce ? null : (short)template.Delivery,
                ScheduledTime = spec.ScheduledTime?.UtcTicks,
                TraceParent = spec.TraceParent,
                Part = spec.Part is { } part ? PartParts.From(part) : null,
                Parts = spec.Parts == 0 ? null : spec.Parts,
                Dependencies = spec.Dependencies is { } dependencies ? DependencyParts.Of(dependencies) : null,
                OnLost = template.OnLost == LossPolicy.Retry ? null : (short)template.OnLost,
                TotalTimeout = template.TotalTimeout?.Ticks,
                Deadline = spec.Deadline?.UtcTicks,
                UniqueKey = template.UniqueKey,
                UniqueFor = template.UniqueKey is null || template.UniqueFor == TimeSpan.Zero ? null : template.UniqueFor.Ticks,
                Limit = template.Limit is { } limit ? LimitParts.Of(limit) : null,
                FairnessKey = template.FairnessKey,
                Split = template.Split is { } split ? SplitParts.Of(split) : null,
                Requires = template.Requires.Count == 0 ? null : new(template.Requires.ToDictionary(), StringComparer.Ordinal),
            },
            StorageJson.Default.SpecParts);
    }

    /// <summary>Completes what the columns hold by what the document holds.</summary>
    /// <param name="document">What <see cref="Write"/> gave.</param>
    /// <param name="columns">The specification with the members that have columns.</param>
    /// <exception cref="InvalidDataException">The document was written by a newer version, or is broken.</exception>
    public static TaskSpec Read(string? document, TaskSpec columns)
    {
        var parts = document is null ? SpecParts.Empty : Parse(document, columns);
        return columns with
        {
            ScheduledTime = parts.ScheduledTime is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null,
            TraceParent = parts.TraceParent,
            Part = parts.Part?.ToPart(),
            Parts = parts.Parts ?? 0,
            Dependencies = parts.Dependencies?.ToDependencies(),
            Deadline = parts.Deadline is { } end ? new DateTimeOffset(end, TimeSpan.Zero) : null,
            Template = columns.Template with
            {
                Ttl = parts.Ttl is { } ttl ? TimeSpan.FromTicks(ttl) : null,
                Timeout = parts.Timeout is { } timeout ? TimeSpan.FromTicks(timeout) : OmittedTimeout,
                Retry = parts.Retry?.ToPolicy() ?? OmittedRetry,
                Delivery = (DeliveryGuarantee)(parts.Delivery ?? 0),
                OnLost = (LossPolicy)(parts.OnLost ?? 0),
                TotalTimeout = parts.TotalTimeout is { } total ? TimeSpan.FromTicks(total) : null,
                UniqueKey = parts.UniqueKey,
                UniqueFor = TimeSpan.FromTicks(parts.UniqueFor ?? 0),
                Limit = parts.Limit?.ToLimit(),
                FairnessKey = parts.FairnessKey,
                Split = parts.Split?.ToSplit(),
                Requires = parts.Requires ?? TaskTemplate.NoLabels,
            },
        };
    }

    private static SpecParts Parse(string document, TaskSpec columns)
    {
        try
        {
            var parts = JsonSerializer.Deserialize(document, StorageJson.Default.SpecParts);
            if (parts is { Version: Version }) return parts;
            throw new InvalidDataException($"the document of task '{columns.Id}' has version {parts?.Version}; this program reads version {Version}");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"the document of task '{columns.Id}' is not readable", broken);
        }
    }
}
