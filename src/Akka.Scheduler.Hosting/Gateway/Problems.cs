using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>Every answer that is not what was asked for: <c>application/problem+json</c> with a stable type and code, and the field at fault.</summary>
internal static class Problems
{
    /// <summary>The code of a payload that is longer than the node takes.</summary>
    public const string PayloadTooLarge = "payloadTooLarge";

    private const int RetryAfterSeconds = 1;

    public static IResult Invalid(FaultList faults) => Invalid(faults.Faults);

    public static IResult Invalid(IReadOnlyList<ProblemFault> faults) =>
        Of(StatusOf(faults), faults.Count == 1 ? faults[0].Code! : "invalid", string.Join("; ", faults.Select(fault => fault.Detail)), faults[0].Field, faults);

    /// <summary>The status of an answer to a request with these faults: 413 where nothing but its size is wrong.</summary>
    public static int StatusOf(IReadOnlyList<ProblemFault> faults) => faults.All(fault => fault.Code == PayloadTooLarge) ? 413 : 400;

    public static IResult Invalid(string field, string detail)
    {
        var faults = new FaultList();
        faults.Add(field, detail);
        return Invalid(faults);
    }

    /// <summary>The body is not what is expected. Line and position count from 0, as the reader does; the answer counts from 1.</summary>
    public static IResult Unreadable(WireFault fault, long? line = null, long? position = null) => Of(
        400, "unreadable", line is null ? fault.Detail : $"{fault.Detail} (line {line + 1}, position {position + 1})", fault.Field);

    public static IResult NotFound(string what) => Of(404, "notFound", $"There is no {what}.");

    public static IResult Conflict(string code, string why, string? field = null) => Of(409, code, why, field);

    public static IResult KeyTaken(string key, TaskId holder) =>
        Results.Json(KeyTakenView(key, holder), WireJson.Default.ProblemView, "application/problem+json", 409);

    public static ProblemView KeyTakenView(string key, TaskId holder) =>
        View(409, "uniqueKeyTaken", $"Task '{holder}' has the unique key '{key}'.", "uniqueKey") with { TaskId = holder.Value };

    public static IResult StaleVersion(long version, string what = "schedule") =>
        Of(412, "staleVersion", version == 0 ? $"There is no such {what}, and If-Match asked for one." : $"The {what} has version {version} by now; read it again.");

    public static IResult OtherBody() =>
        Of(422, "idempotencyKeyReused", "This Idempotency-Key came with another body before; use a new key.", "Idempotency-Key");

    public static IResult TooLarge(string detail) => Of(413, "bodyTooLarge", detail);

    public static IResult Overloaded() =>
        new RetryLater(Of(429, "overloaded", "Too much waits for its commit; nothing was made. Try again later."), RetryAfterSeconds);

    public static IResult Unavailable(string why) =>
        new RetryLater(Of(503, "unavailable", $"Nobody can say whether it was done: {why}. Asking again with the same id or Idempotency-Key is safe."), RetryAfterSeconds);

    public static IResult Broken() =>
        Of(500, "internal", "The node failed to answer this; its log says why. Asking again with the same id or Idempotency-Key is safe.");

    public static IResult Of(int status, string code, string detail, string? field = null, IReadOnlyList<ProblemFault>? errors = null) =>
        Results.Json(View(status, code, detail, field, errors), WireJson.Default.ProblemView, "application/problem+json", status);

    public static ProblemView View(int status, string code, string detail, string? field = null, IReadOnlyList<ProblemFault>? errors = null) => new()
    {
        Type = $"urn:akka-scheduler:problem:{code}",
        Title = Title(status),
        Status = status,
        Detail = detail,
        Code = code,
        Field = field,
        Errors = errors,
    };

    private static string Title(int status) => status switch
    {
        400 => "The request is not valid",
        401 => "Authentication is required",
        403 => "Not allowed",
        404 => "Not found",
        405 => "The method is not offered here",
        409 => "The state does not allow it",
        412 => "The version is stale",
        413 => "The request is too large",
        422 => "The Idempotency-Key was used with another body",
        429 => "Overloaded",
        500 => "The node failed",
        501 => "Not offered yet",
        503 => "Not available now",
        _ => "The request failed",
    };

    private sealed class RetryLater(IResult problem, int seconds) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return problem.ExecuteAsync(httpContext);
        }
    }
}
