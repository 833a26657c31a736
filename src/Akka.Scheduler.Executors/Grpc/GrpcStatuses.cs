using System.Globalization;

namespace Akka.Scheduler.Executors.Grpc;

/// <summary>What statuses mean to a task.</summary>
internal static class GrpcStatuses
{
    private static readonly string[] Words =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>
    /// Whether the same call may come out better later: what says that the server is away, busy, broken, or was interrupted. UNKNOWN and
    /// INTERNAL are what servers answer for an exception nobody caught, like HTTP's 500.
    /// </summary>
    public static bool IsRetryable(GrpcStatus status) => status
        is GrpcStatus.Cancelled or GrpcStatus.Unknown or GrpcStatus.DeadlineExceeded or GrpcStatus.ResourceExhausted
        or GrpcStatus.Aborted or GrpcStatus.Internal or GrpcStatus.Unavailable;

    /// <summary>Reads a status; a number that the specification does not know counts as UNKNOWN, as it demands.</summary>
    public static GrpcStatus Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code < Words.Length
            ? (GrpcStatus)code
            : GrpcStatus.Unknown;

    /// <summary>What an answer without a gRPC status stands for (<c>doc/http-grpc-status-mapping.md</c>).</summary>
    public static GrpcStatus OfHttp(int status) => status switch
    {
        400 => GrpcStatus.Internal,
        401 => GrpcStatus.Unauthenticated,
        403 => GrpcStatus.PermissionDenied,
        404 => GrpcStatus.Unimplemented,
        429 or 502 or 503 or 504 => GrpcStatus.Unavailable,
        _ => GrpcStatus.Unknown,
    };

    /// <summary>What a stream that was reset stands for, by HTTP/2's error code (<c>PROTOCOL-HTTP2.md</c>, "Errors").</summary>
    public static GrpcStatus OfReset(long code) => code switch
    {
        7 => GrpcStatus.Unavailable,
        8 => GrpcStatus.Cancelled,
        11 => GrpcStatus.ResourceExhausted,
        12 => GrpcStatus.PermissionDenied,
        _ => GrpcStatus.Internal,
    };

    /// <summary>The specification's name.</summary>
    public static string Word(GrpcStatus status) => Words[(int)status];
}
