using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Scheduler.Client.Json;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>A request's body as it was read: a value, or the answer that says what is wrong with it.</summary>
internal readonly record struct RequestBody<T>(T? Value, IResult? Problem)
    where T : class;

/// <summary>Reads bodies.</summary>
internal static class RequestBody
{
    /// <summary>Reads JSON. Anything that is not exactly what is expected gets an answer that says where and why.</summary>
    public static async Task<RequestBody<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        try
        {
            var read = await JsonSerializer.DeserializeAsync(request.Body, type, cancel);
            return read is not null ? new(read, null) : new(null, Problems.Unreadable(new(null, "The body is null; give an object.")));
        }
        catch (JsonException wrong)
        {
            return new(null, Problems.Unreadable(WireFault.From(wrong), wrong.LineNumber, wrong.BytePositionInLine));
        }
    }

    /// <summary>Reads JSON that may be left out altogether.</summary>
    public static async Task<RequestBody<T>> ReadOrDefaultAsync<T>(HttpRequest request, JsonTypeInfo<T> type, T fallback, CancellationToken cancel)
        where T : class =>
        request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding")
            ? new(fallback, null)
            : await ReadAsync(request, type, cancel);
}
