using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Checks which tasks a command for many is for.</summary>
internal static class BulkCheck
{
    public const int MostTasks = 10_000;
    private const int UsualTasks = 1_000;
    private const int LongestReason = 500;
    private static readonly WireStatus[] Finished = [WireStatus.Failed, WireStatus.Cancelled, WireStatus.Expired];
    private static readonly WireStatus[] Live = [WireStatus.Pending, WireStatus.Queued, WireStatus.Running, WireStatus.Retrying];

    /// <summary>The filter of tasks to run again; meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public static TaskFilter ForRetry(BulkRequest request, DateTimeOffset now, FaultList faults)
    {
        if (request.Reason is not null) faults.Add("reason", "is for cancel only; leave it out");
        return Filter(request, Finished, [WireStatus.Failed], now, faults);
    }

    /// <summary>The filter of tasks to cancel; meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public static TaskFilter ForCancel(BulkRequest request, DateTimeOffset now, FaultList faults)
    {
        TextRules.Storable(request.Reason, "reason", faults);
        if (request.Reason?.Length > LongestReason) faults.Add("reason", $"must be at most {LongestReason} characters long");
        return Filter(request, Live, Live, now, faults);
    }

    public static int LimitOf(BulkRequest request, FaultList faults)
    {
        if (request.Limit is < 1 or > MostTasks) faults.Add("limit", $"must be a number from 1 to {MostTasks}");
        return request.Limit ?? UsualTasks;
    }

    private static TaskFilter Filter(BulkRequest request, WireStatus[] permitted, WireStatus[] usual, DateTimeOffset now, FaultList faults)
    {
        if (request is { Status: null, Queue: null, Executor: null, ScheduleId: null, Label: null, Name: null, From: null, To: null })
            faults.Add("", "names no task: give at least one of status, queue, executor, scheduleId, label, name, from, to");
        foreach (var status in (request.Status ?? []).Except(permitted))
            faults.Add("status", $"'{WireEnum.Name(status)}' is none of {string.Join(", ", permitted.Select(WireEnum.Name))}");
        foreach (var (name, text) in new[] { ("queue", request.Queue), ("executor", request.Executor), ("scheduleId", request.ScheduleId), ("name", request.Name), ("cursor", request.Cursor) })
            TextRules.Storable(text, name, faults);
        return new()
        {
            Statuses = [.. (request.Status is { Count: > 0 } given ? given : usual).Select(WireEnum.Name)],
            Queue = request.Queue,
            Executor = request.Executor,
            ScheduleId = request.ScheduleId,
            Name = request.Name,
            Labels = Labels(request.Label ?? [], faults),
            From = request.From,
            To = request.To,
            Now = now,
        };
    }

    private static List<KeyValuePair<string, string>> Labels(IReadOnlyList<string> texts, FaultList faults)
    {
        var labels = new List<KeyValuePair<string, string>>();
        foreach (var text in texts)
        {
            TextRules.Storable(text, "label", faults);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) faults.Add("label", $"'{text}' is no key:value pair");
            else labels.Add(new(text[..colon], text[(colon + 1)..]));
        }

        return labels;
    }
}
