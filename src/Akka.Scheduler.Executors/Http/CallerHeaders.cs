using System.Buffers;

namespace Akka.Scheduler.Executors.Http;

/// <summary>Which headers a task may set.</summary>
internal static class CallerHeaders
{
    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Of one connection, or of the message's framing, or (Metadata, ...) proof to a cloud's credential service that a call is meant.
    private static readonly HashSet<string> Closed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding",
        "Upgrade", "Expect", "HTTP2-Settings", "Host", "Content-Length", "Metadata", "Metadata-Flavor", "X-Google-Metadata-Request",
        "X-aws-ec2-metadata-token", "X-aws-ec2-metadata-token-ttl-seconds",
    };

    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase) { "Idempotency-Key", "traceparent", "tracestate" };

    // The only ones that say nothing of who calls: a redirect to another host takes no others along.
    private static readonly HashSet<string> Neutral = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Language", "Accept-Encoding", "Content-Type", "Content-Language", "User-Agent",
    };

    public static bool IsNeutral(string name) => Neutral.Contains(name);

    public static string? Fault(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenChars)) return "This is no header name.";
        if (Closed.Contains(name)) return $"'{name}' may not be set by a task.";
        if (Own.Contains(name) || name.StartsWith("X-Scheduler-", StringComparison.OrdinalIgnoreCase))
            return $"'{name}' is set by the scheduler.";
        return value.All(c => c is '\t' or (>= ' ' and <= '~')) ? null : "A header's value may hold only printable ASCII and tabs.";
    }
}
