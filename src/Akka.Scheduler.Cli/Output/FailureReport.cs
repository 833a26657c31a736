using System.Globalization;
using System.Net;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Client;

namespace Akka.Scheduler.Cli.Output;

/// <summary>Says on standard error what went wrong and what would put it right, and turns it into an exit code.</summary>
internal static class FailureReport
{
    /// <summary>Whether this is an end that is foreseen; anything else is a bug and passes through.</summary>
    public static bool Knows(Exception failure) =>
        failure is UsageException or SchedulerException or SchedulerUnreachableException or OperationCanceledException;

    public static int Write(Exception failure, TextWriter error)
    {
        switch (failure)
        {
            case UsageException usage:
                error.WriteLine($"error: {usage.Message}");
                return ExitCode.Usage;
            case SchedulerUnreachableException unreachable:
                error.WriteLine($"error: {unreachable.Message}");
                error.WriteLine(
                    $"  fix: start one with 'schedctl dev', or name one with --server http://HOST:PORT or {GlobalOptions.ServerVariable}");
                return ExitCode.Unreachable;
            case SchedulerException refused:
                Write(refused, error);
                return ExitCode.Refused;
            default:
                return ExitCode.Interrupted;
        }
    }

    /// <summary>One line for a refusal inside a list of others.</summary>
    public static string OneLine(string? title, string? detail, string? field)
    {
        var words = detail ?? title ?? "refused";
        return field is null ? words : $"{field}: {words}";
    }

    private static bool Names(string? detail, string? field) => field is null || detail?.StartsWith(field, StringComparison.Ordinal) == true;

    private static void Write(SchedulerException refused, TextWriter error)
    {
        var code = refused.Code is null ? string.Empty : " " + refused.Code;
        error.WriteLine($"error: {refused.Problem.Title ?? "The node refused"} ({refused.Status}{code})");
        if (refused.Problem.Errors is { Count: > 1 } all)
        {
            foreach (var fault in all) error.WriteLine($"  - {(Names(fault.Detail, fault.Field) ? fault.Detail : OneLine(null, fault.Detail, fault.Field))}");
        }
        else if (refused.Detail is not null)
        {
            error.WriteLine($"  {refused.Detail}");
        }

        if (refused.Field is { } field && !Names(refused.Detail, field)) error.WriteLine($"  field: {field}");
        if (Fix(refused) is { } fix) error.WriteLine($"  fix: {fix}");
    }

    private static string? Fix(SchedulerException refused) => (HttpStatusCode)refused.Status switch
    {
        HttpStatusCode.BadRequest when refused.Field is not null => $"correct '{refused.Field}' and send it again",
        HttpStatusCode.Unauthorized => $"give a token with --token or {GlobalOptions.TokenVariable}",
        HttpStatusCode.Forbidden => "use a token that is permitted to do this",
        HttpStatusCode.NotFound => "check the id; 'task list', 'schedule list', 'calendar list', 'queue list', 'worker list' and 'cluster status' show what there is",
        HttpStatusCode.Conflict when refused.Code == "memberHealthy" => "'cluster leave' lets it go in order; '--force' declares it dead all the same",
        HttpStatusCode.Conflict => "look at its state with 'get', then decide",
        HttpStatusCode.PreconditionFailed => "somebody changed it: read it again, then apply your change to that",
        HttpStatusCode.RequestEntityTooLarge => "send less at once (--batch-size), or a smaller payload",
        HttpStatusCode.UnprocessableEntity => "use another idempotency key for another task",
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => refused.RetryAfter is { } wait
            ? string.Create(CultureInfo.InvariantCulture, $"try again in {Math.Ceiling(wait.TotalSeconds)} s")
            : "try again in a moment",
        HttpStatusCode.NotImplemented => "this node does not offer it; ask one that does",
        _ => null,
    };
}
