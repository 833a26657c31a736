using Akka.Scheduler.Cli.Commands.Tasks;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary>How schedules look to people.</summary>
internal static class ScheduleTable
{
    public static readonly IReadOnlyList<Column<ScheduleView>> Columns =
    [
        new("ID", schedule => schedule.Id),
        new("WHEN", When),
        new("ZONE", schedule => schedule.TimeZone),
        new("STATE", State),
        new("RUNS", schedule => Cell.Of(schedule.Runs)) { Right = true },
        new("NEXT", schedule => Cell.Of(schedule.NextAt)),
        new("LAST", schedule => Cell.Of(schedule.LastAt)),
        new("NAME", schedule => Cell.Short(schedule.Name, 40)),
        new("WHY", schedule => Cell.Short(Paused(schedule) ?? Waiting(schedule), 60)),
    ];

    public static IEnumerable<(string Label, string? Text)> Fields(ScheduleView schedule) =>
    [
        ("id", schedule.Id), ("name", schedule.Name), ("when", When(schedule)), ("zone", schedule.TimeZone), ("state", State(schedule)),
        ("reason", schedule.Reason), ("paused", Paused(schedule)), ("waiting", Waiting(schedule)), ("next", Cell.Of(schedule.NextAt)), ("last", Cell.Of(schedule.LastAt)),
        ("runs", Cell.Of(schedule.Runs)), ("starts", Cell.Of(schedule.StartAt)), ("ends", Cell.Of(schedule.EndAt)),
        ("at most", Runs(schedule)), ("jitter", Cell.Of(schedule.Jitter)),
        ("misfire", $"{WireEnum.Name(schedule.Misfire)}, catches up {Cell.Of(schedule.CatchUpWindow) ?? "1h"}"),
        ("calendars", Cell.Of(schedule.Calendars)), ("overlap", WireEnum.Name(schedule.Overlap)), ("day rule", schedule.Cron is null ? null : WireEnum.Name(schedule.DayRule)),
        .. OfTask(schedule.Task),
        ("version", Cell.Of(schedule.Version)), ("created", Cell.Of(schedule.CreatedAt)), ("changed", Cell.Of(schedule.UpdatedAt)),
    ];

    private static IEnumerable<(string Label, string? Text)> OfTask(TaskTemplate task) =>
    [
        ("executor", task.Executor), ("payload", Cell.Of(task.Payload)), ("task name", task.Name), ("labels", Cell.Of(task.Labels)),
        ("requires", Cell.Of(task.Requires)), ("queue", task.Queue), ("priority", Cell.Of(task.Priority)), ("delivery", Cell.Of(task.Delivery)),
        ("ttl", Cell.Of(task.Ttl)), ("timeout", Cell.Of(task.Timeout)), ("total timeout", Cell.Of(task.TotalTimeout)),
        ("retry", RuleText.Retry(task.Retry)), ("on lost", Cell.Of(task.OnLost)), ("unique key", RuleText.Unique(task.UniqueKey, task.UniqueFor)),
        ("fan-out", SplitText.FanOut(task.FanOut)), ("broadcast", SplitText.Broadcast(task.Broadcast)),
        ("concurrency", RuleText.Limit(task.ConcurrencyKey, task.MaxConcurrency, task.RatePerSecond)), ("fairness key", task.FairnessKey),
    ];

    private static string? Runs(ScheduleView schedule) =>
        schedule.MaxRuns is { } most ? $"{most} runs, {Math.Max(0, most - schedule.Runs)} left" : null;

    private static string? When(ScheduleView schedule) =>
        schedule.Cron
        ?? (schedule.Every is { } every ? "every " + WireDuration.Format(every) + Phase(schedule) : schedule.At is { } at ? "at " + Cell.Of(at) : null);

    private static string? Phase(ScheduleView schedule) => schedule.Phase is { } phase ? ", phase " + WireDuration.Format(phase) : null;

    private static string? Paused(ScheduleView schedule) => schedule.PausedAt is not { } at ? null
        : $"{schedule.PausedReason ?? "no reason given"} (by {schedule.PausedBy ?? "somebody"}, since {Cell.Of(at)})";

    private static string? Waiting(ScheduleView schedule) =>
        schedule.Waiting is { } waiting
            ? $"{waiting} {(waiting == 1 ? "waits" : "wait")} for {(schedule.WaitsFor is { } task ? $"the end of {task}" : $"{(waiting == 1 ? "its" : "their")} turn")}"
            : null;

    private static string State(ScheduleView schedule) => schedule.State
        ?? (schedule.PausedAt is not null ? "paused" : !schedule.Enabled ? "disabled" : schedule.NextAt is null ? "ended" : "active");
}
