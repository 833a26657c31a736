using System.Text.Json;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Validation;

namespace Akka.Scheduler.Hosting.Gateway.Views;

/// <summary>Tasks and their history in the words of the wire.</summary>
internal static class TaskViews
{
    private static readonly JsonDocumentOptions ReadableDepth = new() { MaxDepth = PayloadRules.MaxDepth };

    public static TaskView Of(TaskSnapshot task, DateTimeOffset now, int shard)
    {
        var (spec, template) = (task.Spec, task.Spec.Template);
        return new()
        {
            Id = task.Id.Value,
            Name = template.Name,
            Labels = template.Labels.Count == 0 ? null : template.Labels,
            Requires = template.Requires.Count == 0 ? null : template.Requires,
            Executor = template.Executor,
            Payload = JsonOf(template.Payload),
            Queue = template.Queue,
            Priority = (WirePriority)template.Priority,
            DueAt = spec.DueAt,
            Ttl = template.Ttl,
            Timeout = template.Timeout,
            TotalTimeout = template.TotalTimeout,
            Deadline = spec.EndsAt,
            Retry = RetryViews.Of(template.Retry),
            Delivery = (WireDelivery)template.Delivery,
            Parts = spec.Parts == 0 ? null : PartsOf(spec.Parts, (task.Settled ?? "").AsSpan(spec.FirstPart)),
            Part = spec.Part is { } part ? new() { Of = part.Of.Value, Index = part.Index, Count = part.Count } : null,
            DependsOn = spec is { FirstPart: > 0 and var own, Dependencies: { } dependencies } ? [.. dependencies.On.Take(own).Select(each => each.Task.Value)] : null,
            OnDependencyFailure = spec.FirstPart > 0 ? (WireDependencyFailure?)spec.Dependencies?.Policy : null,
            OnLost = template.OnLost == LossPolicy.Retry ? null : (WireLossPolicy)template.OnLost,
            UniqueKey = template.UniqueKey,
            UniqueFor = template.UniqueFor == TimeSpan.Zero ? null : template.UniqueFor,
            ConcurrencyKey = template.Limit?.Key,
            MaxConcurrency = template.Limit?.MaxConcurrency,
            RatePerSecond = template.Limit?.RatePerSecond,
            FairnessKey = template.FairnessKey,
            FanOut = SplitViews.FanOutOf(template),
            Broadcast = SplitViews.BroadcastOf(template),
            Status = StatusOf(task, now),
            Attempt = task.Attempt,
            WorkerId = task.Worker?.Value,
            CreatedAt = spec.CreatedAt,
            StartedAt = task.StartedAt,
            FinishedAt = task.FinishedAt,
            Result = task.Result is { } result ? new() { Code = result.Code, Message = result.Message, Data = DataOf(result.Data) } : null,
            Error = task.Error,
            ScheduleId = spec.ScheduleId,
            ScheduledTime = spec.ScheduledTime,
            Shard = shard,
            Reason = task.Reason,
        };
    }

    public static TaskEventView Of(RecordedStep step) => new()
    {
        TaskId = step.Entry.Task.Value,
        Seq = step.Entry.Seq,
        At = step.Entry.At,
        Type = JsonNamingPolicy.CamelCase.ConvertName(step.Entry.Type.ToString()),
        From = step.Entry.From is { } from ? StatusOf(from) : null,
        To = StatusOf(step.Entry.To),
        Attempt = step.Entry.Attempt,
        Epoch = step.Epoch,
        NodeId = step.NodeId,
        Detail = step.Entry.Detail,
    };

    public static ProgressView? Of(AttemptProgress.Mark? mark) => mark is null ? null : new() { Fraction = mark.Fraction, Message = mark.Note, At = mark.At };

    public static WireStatus StatusOf(TaskSnapshot task, DateTimeOffset now) =>
        task.State == TaskState.Pending && task.NextStartAt <= now ? WireStatus.Queued : StatusOf(task.State);

    public static WireStatus StatusOf(TaskState state) => state switch
    {
        TaskState.Pending => WireStatus.Pending,
        TaskState.Running => WireStatus.Running,
        TaskState.Retrying => WireStatus.Retrying,
        TaskState.Succeeded => WireStatus.Succeeded,
        TaskState.Failed => WireStatus.Failed,
        TaskState.Cancelled => WireStatus.Cancelled,
        TaskState.Expired => WireStatus.Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such state"),
    };

    private static PartsView PartsOf(int total, ReadOnlySpan<char> marks)
    {
        var (open, succeeded) = (marks.Count(DependencyMarks.Open), marks.Count(DependencyMarks.Of(TaskState.Succeeded)));
        return new() { Total = total, Open = open, Succeeded = succeeded, Failed = total - open - succeeded };
    }

    public static JsonElement? JsonOf(string? text) => text is null ? null : JsonElement.Parse(text);

    // An executor hands back JSON or plain text; plain text, and JSON too deep for a page of tasks, travels as a JSON string.
    private static JsonElement? DataOf(string? data)
    {
        if (data is null) return null;
        try
        {
            return JsonElement.Parse(data, ReadableDepth);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(data, WireJson.Default.String);
        }
    }
}
