using System.Globalization;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary>How tasks and their transitions look to people.</summary>
internal static class TaskTable
{
    public static readonly IReadOnlyList<Column<TaskView>> Columns =
    [
        new("ID", task => task.Id),
        new("STATUS", task => WireEnum.Name(task.Status)),
        new("EXECUTOR", task => task.Executor),
        new("QUEUE", task => task.Queue),
        new("ATTEMPT", task => Cell.Of(task.Attempt)) { Right = true },
        new("DUE", task => Cell.Of(task.DueAt)),
        new("FINISHED", task => Cell.Of(task.FinishedAt)),
        new("NAME", task => Cell.Short(task.Name, 30)),
    ];

    public static readonly IReadOnlyList<Column<TaskEventView>> Events =
    [
        new("SEQ", item => Cell.Of(item.Seq)) { Right = true },
        new("AT", item => WireInstant.Format(item.At)),
        new("TYPE", item => item.Type),
        new("FROM", item => Cell.Of(item.From)),
        new("TO", item => Cell.Of(item.To)),
        new("ATTEMPT", item => Cell.Of(item.Attempt)) { Right = true },
        new("EPOCH", item => Cell.Of(item.Epoch)) { Right = true },
        new("NODE", item => item.NodeId),
        new("DETAIL", item => Cell.Short(item.Detail)),
    ];

    public static IEnumerable<(string Label, string? Text)> Fields(TaskView task) =>
    [
        ("id", task.Id), ("name", task.Name), ("status", WireEnum.Name(task.Status)), ("reason", task.Reason), ("error", task.Error),
        ("result", task.Result is { } result ? $"code {result.Code} {result.Message}".TrimEnd() : null),
        ("data", Cell.Of(task.Result?.Data)), ("executor", task.Executor), ("payload", Cell.Of(task.Payload)),
        ("labels", Cell.Of(task.Labels)), ("requires", Cell.Of(task.Requires)), ("queue", task.Queue),
        ("priority", WireEnum.Name(task.Priority)), ("delivery", WireEnum.Name(task.Delivery)), ("attempt", Cell.Of(task.Attempt)),
        ("due", Cell.Of(task.DueAt)), ("ttl", Cell.Of(task.Ttl)), ("timeout", Cell.Of(task.Timeout)), ("total timeout", Cell.Of(task.TotalTimeout)),
        ("deadline", Cell.Of(task.Deadline)), ("retry", RuleText.Retry(task.Retry)), ("on lost", Cell.Of(task.OnLost)),
        ("created", Cell.Of(task.CreatedAt)), ("started", Cell.Of(task.StartedAt)), ("finished", Cell.Of(task.FinishedAt)),
        ("progress", Progress(task.Progress)), ("parts", Parts(task.Parts)), ("part", Part(task.Part)),
        ("worker", task.WorkerId), ("shard", Cell.Of(task.Shard)),
        ("depends on", RuleText.Dependencies(task.DependsOn, task.OnDependencyFailure)), ("unique key", RuleText.Unique(task.UniqueKey, task.UniqueFor)),
        ("concurrency", RuleText.Limit(task.ConcurrencyKey, task.MaxConcurrency, task.RatePerSecond)), ("fairness key", task.FairnessKey),
        ("fan-out", SplitText.FanOut(task.FanOut)), ("broadcast", SplitText.Broadcast(task.Broadcast)),
        ("schedule", task.ScheduleId), ("scheduled for", Cell.Of(task.ScheduledTime)),
    ];

    private static string? Progress(ProgressView? progress)
    {
        if (progress is null) return null;
        var percent = (progress.Fraction * 100).ToString("0.#", CultureInfo.InvariantCulture);
        return $"{percent} % {Cell.Short(progress.Message)}".TrimEnd() + $", at {Cell.Of(progress.At)}";
    }

    private static string? Parts(PartsView? parts) =>
        parts is null ? null : $"{parts.Total}: {parts.Succeeded} succeeded, {parts.Failed} ended otherwise, {parts.Open} open";

    // As programs count them: from 0.
    private static string? Part(PartView? part) => part is null ? null : $"{part.Index} of {part.Count}, of task {part.Of}";
}
