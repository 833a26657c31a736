using System.Globalization;
using System.Net.Http.Headers;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Executors.Grpc;

/// <summary>How a call ended.</summary>
/// <param name="Status">The status.</param>
/// <param name="Message">Its message, decoded; empty where there is none.</param>
internal sealed record GrpcAnswer(GrpcStatus Status, string Message)
{
    private const int MaxMessage = 4000;

    /// <summary>The response in wire form; absent where the call failed.</summary>
    public byte[]? Response { get; init; }

    /// <summary>How long the server asks to wait (<c>grpc-retry-pushback-ms</c>); below zero, not to come again.</summary>
    public TimeSpan? Pushback { get; init; }

    /// <summary>Whether another attempt would end the same way, whatever the status says.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The answer that headers or trailers hold, or <see langword="null"/> where they hold none.</summary>
    public static GrpcAnswer? In(HttpHeaders headers)
    {
        if (Value(headers, "grpc-status") is not { } status) return null;
        var message = GrpcMetadata.PercentDecoded(Value(headers, "grpc-message") ?? "").Replace('\0', '\uFFFD');
        if (message.Length > MaxMessage) message = message[..(char.IsHighSurrogate(message[MaxMessage - 1]) ? MaxMessage - 1 : MaxMessage)];
        return new GrpcAnswer(GrpcStatuses.Parse(status), message) { Pushback = PushbackOf(Value(headers, "grpc-retry-pushback-ms")) };
    }

    /// <summary>What the attempt came to.</summary>
    public AttemptOutcome Outcome(int maxData)
    {
        var word = GrpcStatuses.Word(Status);
        if (Status == GrpcStatus.Ok) return new AttemptOutcome.Succeeded(Result(word, maxData));
        var line = Message.Length == 0 ? word : $"{word}: {Message}";
        var again = !IsFinal && GrpcStatuses.IsRetryable(Status) && !(Pushback < TimeSpan.Zero);
        return new AttemptOutcome.Failed(line, new TaskResult((int)Status, line, null))
        {
            Retryable = again,
            RetryAfter = again ? Pushback : null,
            Reason = Status == GrpcStatus.DeadlineExceeded ? TaskReason.Timeout : TaskReason.Status,
            ErrorType = word,
        };
    }

    private TaskResult Result(string line, int maxData)
    {
        var length = Response!.Length;
        if (length == 0) return new TaskResult(0, line, null);
        if ((length + 2) / 3 * 4 > maxData) return new TaskResult(0, string.Create(CultureInfo.InvariantCulture, $"{line}; {length} bytes are too many to keep"), null);
        // A JSON string: base64 alone may look like a number.
        return new TaskResult(0, line, $"\"{Convert.ToBase64String(Response)}\"");
    }

    // What is no number asks not to come again, says the specification of retries (gRFC A6).
    private static TimeSpan? PushbackOf(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var wait) ? TimeSpan.FromMilliseconds(wait)
        : TimeSpan.FromMilliseconds(-1);

    private static string? Value(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
