using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Tracing;

namespace Akka.Scheduler.Executors.Grpc;

/// <summary>The request of a call, as <c>PROTOCOL-HTTP2.md</c> of gRPC's specification writes it.</summary>
internal static class GrpcRequest
{
    /// <summary>The message that goes out.</summary>
    /// <param name="payload">What to call.</param>
    /// <param name="attempt">For whom.</param>
    /// <param name="left">The time that the server has.</param>
    public static HttpRequestMessage Of(GrpcPayload payload, AttemptContext attempt, TimeSpan left)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(payload.Url, $"/{payload.Service}/{payload.Method}"))
        {
            Version = HttpVersion.Version20,
            // Over TLS it is agreed on, without TLS it is known beforehand; there is nothing lower to fall back to.
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcFrame.Of(payload.Message)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc+proto");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        foreach (var (key, value) in payload.Metadata) request.Headers.TryAddWithoutValidation(key, value);
        request.Headers.Add("user-agent", "akka-scheduler");
        request.Headers.Add("grpc-accept-encoding", "identity");
        request.Headers.Add("grpc-timeout", GrpcTimeout.Text(left));
        request.Headers.Add("x-scheduler-task-id", attempt.Task.ToString());
        request.Headers.Add("x-scheduler-attempt-id", attempt.Id.ToString());
        request.Headers.Add("x-scheduler-attempt", attempt.Number.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("x-scheduler-fencing-token", attempt.FencingToken.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("x-scheduler-deadline", AttemptInstant.Text(attempt.Deadline));
        request.Headers.Add("idempotency-key", attempt.Id.ToString());
        request.Headers.Add("traceparent", AttemptTrace.ParentFor(attempt));
        return request;
    }
}
