namespace Akka.Scheduler.Executors.Grpc;

/// <summary>Reads the response of a unary call to its end.</summary>
internal static class GrpcResponse
{
    public static async Task<GrpcAnswer> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancel)
    {
        // Headers alone end a call that has nothing but a status to tell.
        if (GrpcAnswer.In(response.Headers) is { } only) return only.Status == GrpcStatus.Ok ? WithoutMessage() : only;
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true)
        {
            var status = (int)response.StatusCode;
            return new GrpcAnswer(GrpcStatuses.OfHttp(status), $"The server answered HTTP {status} of type {type ?? "none"}, which is no gRPC.");
        }

        byte[]? message;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            message = await GrpcFrame.ReadAsync(stream, limit, cancel);
            if (message is not null && await GrpcFrame.ReadAsync(stream, limit, cancel) is not null) return Streamed();
        }
        catch (GrpcFrameException fault)
        {
            return new GrpcAnswer(fault.Status, fault.Message) { IsFinal = fault.IsFinal };
        }

        var answer = GrpcAnswer.In(response.TrailingHeaders) ?? new GrpcAnswer(GrpcStatus.Unknown, "The response ends without a status.");
        if (answer.Status != GrpcStatus.Ok) return answer;
        return message is null ? WithoutMessage() : answer with { Response = message };
    }

    private static GrpcAnswer Streamed() =>
        new(GrpcStatus.Unimplemented, "The method answers with a stream of messages, and only unary calls are made.");

    private static GrpcAnswer WithoutMessage() => new(GrpcStatus.Internal, "The status is OK, and there is no message.");
}
