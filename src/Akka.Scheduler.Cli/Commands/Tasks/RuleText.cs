using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary>The rules that a task goes by, in words; of tasks, and of those that schedules make.</summary>
internal static class RuleText
{
    public static string? Limit(string? key, int? most, double? rate) => (key, most, rate) switch
    {
        (null, _, _) => null,
        (_, null, null) => key,
        (_, null, _) => $"{key}, at most {Cell.Of(rate)} a second",
        (_, _, null) => $"{key}, at most {Cell.Of(most)}",
        _ => $"{key}, at most {Cell.Of(most)}, and {Cell.Of(rate)} a second",
    };

    public static string? Unique(string? key, TimeSpan? after) => (key, after) switch
    {
        (null, _) => null,
        (_, null) => key,
        _ => $"{key}, until {Cell.Of(after)} after the end",
    };

    public static string? Dependencies(IReadOnlyList<string>? parents, WireDependencyFailure? otherwise) => (Cell.Of(parents), otherwise) switch
    {
        (null, _) => null,
        (var all, null) => all,
        (var all, { } what) => $"{all}; {WireEnum.Name(what)} when one does not succeed",
    };

    public static string? Retry(RetrySpec? retry)
    {
        if (retry is null) return null;
        if (retry.MaxRetries == 0) return "never";
        var waits = retry switch
        {
            { Delays: { } delays } => string.Join(", ", delays.Select(delay => Cell.Of(delay))),
            { Kind: WireRetryKind.Linear } => $"{Cell.Of(retry.Delay)} more each time",
            { Kind: WireRetryKind.Fixed } => Cell.Of(retry.Delay),
            _ => $"{Cell.Of(retry.Delay)}, times {Cell.Of(retry.BackoffRate)}",
        };
        var jitter = retry.Jitter is { } part and > 0 ? $", jitter {Cell.Of(part)}" : "";
        return $"{Cell.Of(retry.MaxRetries)} times, after {waits}, to {Cell.Of(retry.MaxDelay)}{jitter}{Only("only ", retry.Retryable)}{Only("never ", retry.NonRetryable)}";
    }

    private static string Only(string what, IReadOnlyList<string>? names) => names is null ? "" : $", {what}{string.Join(" ", names)}";
}
